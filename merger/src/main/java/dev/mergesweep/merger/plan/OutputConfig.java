package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.Recipe.LayerRange;
import dev.mergesweep.merger.recipe.Recipe.RecipeModule;
import dev.mergesweep.merger.recipe.Recipe.Slice;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The output's {@code config.json}: the base's, with what the merge changes. Unlike mergekit's it always tells the truth about
 * the number of rows of the embeddings and whether they are tied.
 */
final class OutputConfig {
    private final Recipe recipe;
    private final List<Anatomy> anatomies;
    private final ObjectNode layered;

    private OutputConfig(Recipe recipe, List<Anatomy> anatomies, ObjectNode layered) {
        this.recipe = recipe;
        this.anatomies = anatomies;
        this.layered = layered;
    }

    /** @param anatomies of all parents, the one that gives the configuration first */
    static OutputConfig of(Recipe recipe, List<Anatomy> anatomies, Problems problems, Strictness strictness) {
        ObjectNode config = anatomies.getFirst().parent().tensors().config();
        OutputConfig result = new OutputConfig(recipe, anatomies, config);
        for (RecipeModule module : recipe.modules()) {
            if (!module.whole()) {
                result.stack(module).ifPresent(stack -> result.setLayers(module, stack, problems, strictness));
            }
        }
        return result;
    }

    private Optional<String> stack(RecipeModule module) {
        Set<String> stacks = anatomies.getFirst().stacks();
        return stacks.stream()
                .filter(stack -> stacks.size() == 1 || stack.equals(module.name() + "."))
                .findFirst();
    }

    private void setLayers(RecipeModule module, String stack, Problems problems, Strictness strictness) {
        int before = anatomies.getFirst().layers(stack);
        int after =
                module.slices().stream().mapToInt(OutputConfig::signedLength).sum();
        Optional<LayerCount> count = LayerCount.find(layered, stack, before);
        if (count.isPresent()) {
            ObjectNode section = count.get().section(layered);
            section.put(count.get().key(), after);
            pickPerLayerValues(section, before, layers(module));
        } else if (before != after) {
            String what = "config.json of %s does not say how many layers it has; %d are written"
                    .formatted(anatomies.getFirst().parent().reference(), after);
            switch (strictness) {
                case STRICT -> problems.error(module.place(), "", what, "Add num_hidden_layers to it");
                case LENIENT -> problems.warning(module.place(), "", what, "Add num_hidden_layers to the output's");
            }
        }
    }

    /** A reversed range counts negative, as mergekit counts it; strict reading has refused it. */
    private static int signedLength(Slice slice) {
        LayerRange range = slice.sources().getFirst().layers();
        return range == null ? 0 : range.end() - range.start();
    }

    /** Of every output layer, the layer of the first source that it comes from. */
    private static List<Integer> layers(RecipeModule module) {
        List<Integer> layers = new ArrayList<>();
        for (Slice slice : module.slices()) {
            LayerRange range = slice.sources().getFirst().layers();
            for (int layer = range == null ? 0 : range.start(); range != null && layer < range.end(); layer++) {
                layers.add(layer);
            }
        }
        return layers;
    }

    /** Lists with a value for each layer, such as {@code layer_types}, follow the layers. */
    private static void pickPerLayerValues(ObjectNode section, int before, List<Integer> layers) {
        for (String key : List.copyOf(section.propertyNames())) {
            if (key.contains("layer") && section.get(key) instanceof ArrayNode values && values.size() == before) {
                ArrayNode picked = section.putArray(key);
                layers.stream().filter(layer -> layer < before).forEach(layer -> picked.add(values.get(layer)));
            }
        }
    }

    ObjectNode compose(List<PlannedTensor> tensors, Problems problems, Strictness strictness) {
        ObjectNode config = layered.deepCopy();
        setType(config, tensors);
        Optional<PlannedTensor> input = first(tensors, TensorName::isInputEmbedding);
        Optional<PlannedTensor> output = first(tensors, TensorName::isOutputEmbedding);
        input.ifPresent(embedding -> setEverywhere(config, "vocab_size", rows(config, embedding)));
        if (input.isPresent() && output.isPresent()) {
            setTie(config, isOneMatrix(input.get(), output.get()), problems);
            checkRows(input.get(), output.get(), problems, strictness);
        }
        return config;
    }

    private static Optional<PlannedTensor> first(List<PlannedTensor> tensors, Predicate<String> kind) {
        return tensors.stream()
                .filter(tensor -> TensorName.of(tensor.name()).layer() < 0 && kind.test(tensor.name()))
                .filter(tensor -> tensor.written().shape().rank() == 2)
                .findFirst();
    }

    private static JsonNode rows(ObjectNode config, PlannedTensor embedding) {
        return config.numberNode(
                Math.toIntExact(embedding.written().shape().dimensions().getFirst()));
    }

    private void setType(ObjectNode config, List<PlannedTensor> tensors) {
        String named = recipe.types().saveName() != null
                ? recipe.types().saveName()
                : recipe.types().loadName();
        String name = named != null ? named.replace("torch.", "") : typeOfAll(tensors);
        if (name == null) {
            return;
        }
        JsonNode value = config.stringNode(name);
        boolean known = setEverywhere(config, "dtype", value) | setEverywhere(config, "torch_dtype", value);
        if (!known) {
            boolean five = config.path("transformers_version").asString("").startsWith("5");
            config.put(five ? "dtype" : "torch_dtype", name);
        }
    }

    private static @Nullable String typeOfAll(List<PlannedTensor> tensors) {
        Set<ElementType> types = tensors.stream()
                .map(tensor -> tensor.written().type())
                .filter(SlotBuilder::isFloating)
                .collect(Collectors.toSet());
        return types.size() == 1 ? types.iterator().next().torchName() : null;
    }

    /** Sets a key at the root and in its sections wherever it stands already. @return whether it stands somewhere */
    private static boolean setEverywhere(ObjectNode config, String key, JsonNode value) {
        boolean found = set(config, key, value);
        for (String section : List.of("text_config", "language_config", "llm_config")) {
            if (config.get(section) instanceof ObjectNode node) {
                found |= set(node, key, value);
            }
        }
        return found;
    }

    private static boolean set(ObjectNode node, String key, JsonNode value) {
        if (!node.has(key)) {
            return false;
        }
        node.set(key, value);
        return true;
    }

    /** Whether both embeddings are written, but hold the same: stored twice by tied parents, and merged alike. */
    private boolean isOneMatrix(PlannedTensor input, PlannedTensor output) {
        boolean tiedParents = output.operation().inputs().stream()
                .map(one ->
                        anatomies.get(one.parent()).parent().tensors().config().path("tie_word_embeddings"))
                .allMatch(tie -> tie.isBoolean() && tie.asBoolean());
        return tiedParents && amount(input.operation()).equals(amount(output.operation()));
    }

    private static List<Double> amount(Operation operation) {
        return switch (operation) {
            case Operation.Copy _ -> List.of();
            case Operation.Slerp(Input _, Input _, double t) -> List.of(t);
            case Operation.Linear linear -> linear.weights();
            case Operation.Passthrough(Input _, Double scale) -> scale == null ? List.of() : List.of(scale);
        };
    }

    private void setTie(ObjectNode config, boolean tied, Problems problems) {
        boolean before = !anatomies.getFirst().isUntied();
        if (before && !tied && config.path("tie_word_embeddings").asBoolean(false)) {
            problems.warning(
                    recipe.place(),
                    "",
                    "the base has tied embeddings, but the output gets an output embedding of its own; its config.json says so",
                    "");
        }
        if (!setEverywhere(config, "tie_word_embeddings", config.booleanNode(tied))) {
            config.put("tie_word_embeddings", tied);
        }
    }

    private void checkRows(PlannedTensor input, PlannedTensor output, Problems problems, Strictness strictness) {
        if (input.written().shape().equals(output.written().shape())) {
            return;
        }
        String what = "%s is written with shape %s, but %s with %s, and would not load"
                .formatted(
                        input.name(),
                        input.written().shape(),
                        output.name(),
                        output.written().shape());
        switch (strictness) {
            case STRICT -> problems.error(recipe.place(), "", what, "Take both from models with one vocabulary");
            case LENIENT -> problems.warning(recipe.place(), "", what, "");
        }
    }
}
