package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.TensorSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a checkpoint consists of, as its tensors' names tell: stacks of layers, and tensors outside them. No list of known
 * architectures is needed, so nothing that a checkpoint holds can be forgotten.
 */
final class Anatomy {
    private final Parent parent;
    /** Stack, then layer, then part. */
    private final Map<String, TreeMap<Integer, List<String>>> stacks = new LinkedHashMap<>();

    private final List<String> loose = new ArrayList<>();

    Anatomy(Parent parent) {
        this.parent = parent;
        Set<String> names = new TreeSet<>(parent.tensors().headers().keySet());
        Map<String, TreeMap<Integer, List<String>>> candidates = new LinkedHashMap<>();
        for (String name : names) {
            TensorName parts = TensorName.of(name);
            if (parts.layer() >= 0) {
                candidates
                        .computeIfAbsent(parts.stack(), _ -> new TreeMap<>())
                        .computeIfAbsent(parts.layer(), _ -> new ArrayList<>())
                        .add(parts.part());
            }
        }
        keepStacks(candidates);
        names.stream()
                .filter(name -> !stacks.containsKey(TensorName.of(name).stack()))
                .forEach(loose::add);
    }

    /** A numbered list is a stack of layers if config.json names its length; where it names none, the list with most tensors. */
    private void keepStacks(Map<String, TreeMap<Integer, List<String>>> candidates) {
        Set<Integer> counts = layerCounts(parent.tensors().config());
        candidates.forEach((stack, layers) -> {
            boolean complete = layers.firstKey() == 0 && layers.lastKey() == layers.size() - 1;
            if (complete && counts.contains(layers.size())) {
                stacks.put(stack, layers);
            }
        });
        if (stacks.isEmpty()) {
            candidates.entrySet().stream()
                    .max(Map.Entry.comparingByValue(Comparator.comparingInt(Anatomy::tensors)))
                    .ifPresent(largest -> stacks.put(largest.getKey(), largest.getValue()));
        }
    }

    private static int tensors(Map<Integer, List<String>> layers) {
        return layers.values().stream().mapToInt(List::size).sum();
    }

    private static Set<Integer> layerCounts(ObjectNode config) {
        Set<Integer> counts = new HashSet<>();
        collectLayerCounts(config, counts);
        return counts;
    }

    private static void collectLayerCounts(JsonNode node, Set<Integer> counts) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode value = property.getValue();
            if (value.isObject()) {
                collectLayerCounts(value, counts);
            } else if (value.isInt() && LayerCount.isCount(property.getKey())) {
                counts.add(value.asInt());
            }
        }
    }

    Parent parent() {
        return parent;
    }

    /** The stacks, each with its last point: {@code model.layers.}. */
    Set<String> stacks() {
        return stacks.keySet();
    }

    /** Number of layers; 0 where there is no such stack. */
    int layers(String stack) {
        TreeMap<Integer, List<String>> layers = stacks.get(stack);
        return layers == null ? 0 : layers.lastKey() + 1;
    }

    /** The parts of one layer, in the order of their names. */
    List<String> parts(String stack, int layer) {
        TreeMap<Integer, List<String>> layers = stacks.get(stack);
        return layers == null ? List.of() : layers.getOrDefault(layer, List.of());
    }

    /** The tensors outside the stacks, in the order of their names. */
    List<String> loose() {
        return loose;
    }

    boolean has(String tensor) {
        return parent.tensors().headers().containsKey(tensor);
    }

    TensorSource.Header header(String tensor) {
        return Optional.ofNullable(parent.tensors().headers().get(tensor)).orElseThrow();
    }

    /** The matrix that turns ids into hidden states; the first by name where there are several. */
    Optional<String> inputEmbedding() {
        return loose.stream().filter(TensorName::isInputEmbedding).findFirst();
    }

    /** Whether config.json says in so many words that the output embedding is one of its own. */
    boolean isUntied() {
        JsonNode tie = parent.tensors().config().path("tie_word_embeddings");
        return tie.isBoolean() && !tie.asBoolean();
    }
}
