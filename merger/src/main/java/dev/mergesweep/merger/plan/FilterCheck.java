package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Parameters;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.Recipe.RecipeModule;
import dev.mergesweep.merger.recipe.Recipe.Slice;
import dev.mergesweep.merger.recipe.Setting;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Similar;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds filters that match no tensor: misspelt ones, and those meant as patterns. */
final class FilterCheck {
    /** Enough for every kind of tensor of a usual model. */
    private static final int MOST_LISTED = 20;

    private static final Set<String> OF_MODEL = Set.of("weight", "scale");
    private static final Set<String> OF_METHOD = Set.of("t", "normalize");

    private final List<Slot> slots;
    private final List<Parent> parents;
    private final Problems problems;
    private final Strictness strictness;

    FilterCheck(List<Slot> slots, List<Parent> parents, Problems problems, Strictness strictness) {
        this.slots = slots;
        this.parents = parents;
        this.problems = problems;
        this.strictness = strictness;
    }

    void check(Recipe recipe) {
        check(recipe.parameters(), "parameters", _ -> true);
        for (int m = 0; m < recipe.modules().size(); m++) {
            RecipeModule module = recipe.modules().get(m);
            int here = m;
            check(module.parameters(), "modules." + module.name() + ".parameters", slot -> slot.module() == here);
            for (int s = 0; s < module.slices().size(); s++) {
                check(module, module.slices().get(s), m, s);
            }
        }
    }

    private void check(RecipeModule module, Slice slice, int moduleIndex, int sliceIndex) {
        Predicate<Slot> here = slot -> slot.module() == moduleIndex && slot.slice() == sliceIndex;
        check(slice.parameters(), "slices[" + sliceIndex + "].parameters", here);
        for (int i = 0; i < slice.sources().size(); i++) {
            Recipe.Source source = slice.sources().get(i);
            String path = module.whole()
                    ? "models[" + i + "].parameters"
                    : "slices[" + sliceIndex + "].sources[" + i + "].parameters";
            source.parameters().settings().forEach((name, setting) -> {
                if (OF_MODEL.contains(name)) {
                    check(setting, path + "." + name, names(here, source.model()));
                }
            });
        }
    }

    private void check(Parameters parameters, String path, Predicate<Slot> scope) {
        for (Map.Entry<String, Setting> parameter : parameters.settings().entrySet()) {
            String name = parameter.getKey();
            if (OF_METHOD.contains(name)) {
                check(parameter.getValue(), path + "." + name, outputNames(scope));
            } else if (OF_MODEL.contains(name)) {
                check(parameter.getValue(), path + "." + name, names(scope, null));
            }
        }
    }

    private List<String> outputNames(Predicate<Slot> scope) {
        return slots.stream().filter(scope).map(Slot::name).toList();
    }

    private List<String> names(Predicate<Slot> scope, @Nullable ModelReference model) {
        List<String> names = new ArrayList<>();
        slots.stream().filter(scope).flatMap(slot -> slot.sources().stream()).forEach(source -> {
            if (model == null
                    || parents.get(source.input().parent()).reference().equals(model)) {
                names.add(source.asked());
            }
        });
        return names;
    }

    private void check(Setting setting, String path, List<String> names) {
        if (!(setting instanceof Setting.Conditional conditional)) {
            return;
        }
        for (int i = 0; i < conditional.entries().size(); i++) {
            Setting.Entry entry = conditional.entries().get(i);
            if (names.stream().noneMatch(entry::matches)) {
                report(entry, path + "[" + i + "].filter", names);
            }
        }
    }

    private void report(Setting.Entry entry, String path, List<String> names) {
        String filter = String.valueOf(entry.filter());
        String what = "\"%s\" matches no tensor".formatted(filter);
        switch (strictness) {
            case STRICT -> problems.error(entry.place(), path, what, advice(filter, names));
            case LENIENT -> problems.warning(entry.place(), path, what, advice(filter, names));
        }
    }

    private static String advice(String filter, List<String> names) {
        if (filter.chars().anyMatch(c -> "*?[]^$|\\()".indexOf(c) >= 0)) {
            return "A filter is a plain part of a name; it knows no patterns";
        }
        Set<String> components = new LinkedHashSet<>();
        names.forEach(name -> components.addAll(List.of(name.split("\\."))));
        return Similar.to(filter, components).map("Did you mean %s?"::formatted).orElseGet(() -> list(components));
    }

    private static String list(Set<String> components) {
        return components.stream()
                .filter(component -> !component.isEmpty() && !Character.isDigit(component.charAt(0)))
                .sorted()
                .limit(MOST_LISTED)
                .collect(Collectors.joining(", ", "Parts of names here: ", ""));
    }
}
