package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.plan.SlotBuilder.Seat;
import dev.mergesweep.merger.plan.SlotBuilder.Wanted;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.Recipe.LayerRange;
import dev.mergesweep.merger.recipe.Recipe.RecipeModule;
import dev.mergesweep.merger.recipe.Recipe.Slice;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Similar;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays out the tensors of the output: layer by layer for every stack, and around them the tensors outside layers. */
final class Skeleton {
    private final Recipe recipe;
    private final List<Anatomy> anatomies;
    private final Map<ModelReference, Integer> index = new LinkedHashMap<>();
    private final Problems problems;
    private final SlotBuilder builder;
    private final List<Slot> slots = new ArrayList<>();

    Skeleton(Recipe recipe, List<Anatomy> anatomies, Vocabulary vocabulary, Problems problems) {
        this.recipe = recipe;
        this.anatomies = anatomies;
        this.problems = problems;
        this.builder = new SlotBuilder(recipe, anatomies, vocabulary);
        for (int i = 0; i < anatomies.size(); i++) {
            index.put(anatomies.get(i).parent().reference(), i);
        }
    }

    /** The slots in the order in which the output is written. */
    List<Slot> slots(Strictness strictness) {
        Anatomy leader = anatomies.getFirst();
        Map<String, Integer> moduleOfStack = modulesOfStacks(leader);
        moduleOfStack.forEach((stack, module) -> addLayers(stack, module));
        int errors = problems.errors().size();
        if (errors == 0) {
            new LooseTensors(leader, moduleOfStack).add();
        }
        builder.report(problems, strictness);
        return slots.stream().sorted(Slot.WRITE_ORDER).toList();
    }

    /** The module that rules each stack; a recipe without {@code modules} has one for all. */
    private Map<String, Integer> modulesOfStacks(Anatomy leader) {
        Map<String, Integer> modules = new LinkedHashMap<>();
        Set<String> stacks = leader.stacks();
        List<String> names = stacks.stream().map(Skeleton::moduleName).toList();
        for (int i = 0; i < recipe.modules().size(); i++) {
            RecipeModule module = recipe.modules().get(i);
            if (module.name().equals("default")) {
                assignDefault(modules, stacks, i);
            } else if (stacks.size() > 1 && names.contains(module.name())) {
                modules.put(module.name() + ".", i);
            } else {
                reportModule(module, stacks.size() > 1 ? names : List.of("default"));
            }
        }
        return modules;
    }

    private void assignDefault(Map<String, Integer> modules, Set<String> stacks, int module) {
        if (stacks.size() > 1 && !recipe.modules().get(module).whole()) {
            problems.error(
                    recipe.modules().get(module).place(),
                    "slices",
                    "this model has several stacks of layers, and slices do not say which one they mean",
                    "Write modules: with one of "
                            + stacks.stream().map(Skeleton::moduleName).collect(Collectors.joining(", ")));
            return;
        }
        stacks.forEach(stack -> modules.putIfAbsent(stack, module));
    }

    private static String moduleName(String stack) {
        return stack.substring(0, Math.max(0, stack.length() - 1));
    }

    private void reportModule(RecipeModule module, List<String> names) {
        String advice = Similar.to(module.name(), names)
                .map("Did you mean %s?"::formatted)
                .orElse("Modules of these models: " + String.join(", ", names));
        problems.error(module.place(), "modules." + module.name(), "the models have no such module", advice);
    }

    private void addLayers(String stack, int module) {
        List<Slice> slices = recipe.modules().get(module).slices();
        int out = 0;
        for (int s = 0; s < slices.size(); s++) {
            int length = length(slices.get(s), stack);
            for (int offset = 0; offset < length; offset++) {
                double position = length == 1 ? 1 : (double) offset / (length - 1);
                addLayer(stack, out++, offset, new Seat(module, s, position, base(slices.get(s))));
            }
        }
    }

    private void addLayer(String stack, int out, int offset, Seat seat) {
        Slice slice = recipe.modules().get(seat.module()).slices().get(seat.slice());
        Set<String> parts = new LinkedHashSet<>();
        for (Recipe.Source source : slice.sources()) {
            parts.addAll(anatomy(source).parts(stack, first(source) + offset));
        }
        for (String part : parts) {
            List<Wanted> wanted = slice.sources().stream()
                    .map(source -> new Wanted(parent(source), stack + (first(source) + offset) + "." + part))
                    .toList();
            add(builder.build(stack + out + "." + part, seat, wanted));
        }
    }

    private void add(@Nullable Slot slot) {
        if (slot != null) {
            slots.add(slot);
        }
    }

    private static int first(Recipe.Source source) {
        LayerRange layers = source.layers();
        return layers == null ? 0 : layers.start();
    }

    private int length(Slice slice, String stack) {
        Set<Integer> lengths = new LinkedHashSet<>();
        boolean beyond = false;
        for (Recipe.Source source : slice.sources()) {
            int available = anatomy(source).layers(stack);
            LayerRange range = source.layers();
            lengths.add(range == null ? available : range.length());
            beyond |= range != null && reportBeyond(range, available, source.model());
        }
        if (lengths.size() > 1 && !beyond) {
            String counts = slice.sources().stream()
                    .map(source -> "%s has %d"
                            .formatted(source.model(), anatomy(source).layers(stack)))
                    .collect(Collectors.joining(", "));
            problems.error(
                    slice.place(),
                    "",
                    "the models have different numbers of layers: " + counts,
                    "Pick layers with slices");
        }
        return beyond || lengths.size() != 1 ? 0 : lengths.iterator().next();
    }

    private boolean reportBeyond(LayerRange range, int available, ModelReference model) {
        boolean beyond = range.length() > 0 && range.end() > available;
        if (beyond) {
            problems.error(
                    range.place(),
                    "layer_range",
                    "[%d, %d] goes beyond the %d layers of %s".formatted(range.start(), range.end(), available, model),
                    "The end is exclusive: [0, %d] is all of them".formatted(available));
        }
        return beyond;
    }

    private @Nullable ModelReference base(Slice slice) {
        return slice.base() != null ? slice.base() : recipe.base();
    }

    private Anatomy anatomy(Recipe.Source source) {
        return anatomies.get(parent(source));
    }

    private int parent(Recipe.Source source) {
        Integer found = index.get(source.model());
        if (found == null) {
            throw new IllegalArgumentException("Model " + source.model() + " was not opened");
        }
        return found;
    }

    /** Embeddings, final norms, heads. */
    private final class LooseTensors {
        private final Anatomy leader;
        private final Map<String, Integer> moduleOfStack;

        LooseTensors(Anatomy leader, Map<String, Integer> moduleOfStack) {
            this.leader = leader;
            this.moduleOfStack = moduleOfStack;
        }

        void add() {
            for (int module = 0; module < recipe.modules().size(); module++) {
                List<Slice> slices = recipe.modules().get(module).slices();
                if (slices.isEmpty()) {
                    continue;
                }
                int last = slices.size() - 1;
                int most = slices.getFirst().sources().size();
                add(module, 0, slices.getFirst().sources(), true);
                List<Recipe.Source> sources = slices.get(last).sources();
                add(module, last, sources.subList(0, Math.min(most, sources.size())), false);
            }
        }

        /** Behind the layers, mergekit asks no more models than the first slice has. */
        private void add(int module, int slice, List<Recipe.Source> sources, boolean beforeLayers) {
            Set<String> names = new LinkedHashSet<>();
            sources.forEach(source -> names.addAll(anatomy(source).loose()));
            Seat seat = new Seat(
                    module, slice, 0, base(recipe.modules().get(module).slices().get(slice)));
            for (String name : names) {
                if (TensorName.isBeforeLayers(name) == beforeLayers && module(name) == module) {
                    List<Wanted> wanted = sources.stream()
                            .map(source -> new Wanted(parent(source), name))
                            .toList();
                    Skeleton.this.add(builder.build(name, seat, wanted));
                }
            }
        }

        /** A tensor outside layers belongs to the module whose stack's name it shares the longest beginning with. */
        private int module(String name) {
            int best = 0;
            int longest = -1;
            for (String stack : leader.stacks()) {
                int common = common(name, stack);
                Integer module = moduleOfStack.get(stack);
                if (module != null && common > longest) {
                    longest = common;
                    best = module;
                }
            }
            return best;
        }

        private static int common(String first, String second) {
            int length = 0;
            for (int i = 0; i < Math.min(first.length(), second.length()) && first.charAt(i) == second.charAt(i); i++) {
                length = first.charAt(i) == '.' ? i + 1 : length;
            }
            return length;
        }
    }
}
