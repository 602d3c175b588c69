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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a checkpoint consists of, as its tensors' names tell: stacks of layers, and tensors outside them. No list of known
 * architectures is needed, so nothing that a checkpoint holds can be forgotten.
 */
final class Anatomy {
    private final Parent parent;
    /** The parent's own name of each tensor, by the name that this merge knows it by. */
    private final SortedMap<String, String> ownNames = new TreeMap<>();
    /** Stack, then layer, then part. */
    private final Map<String, TreeMap<Integer, List<String>>> stacks = new LinkedHashMap<>();

    private final List<String> loose = new ArrayList<>();

    private Anatomy(Parent parent, UnaryOperator<String> naming) {
        this.parent = parent;
        parent.tensors().headers().keySet().forEach(name -> ownNames.put(naming.apply(name), name));
        Map<String, TreeMap<Integer, List<String>>> candidates = new LinkedHashMap<>();
        for (String name : ownNames.keySet()) {
            TensorName parts = TensorName.of(name);
            if (parts.layer() >= 0) {
                candidates
                        .computeIfAbsent(parts.stack(), _ -> new TreeMap<>())
                        .computeIfAbsent(parts.layer(), _ -> new ArrayList<>())
                        .add(parts.part());
            }
        }
        keepStacks(candidates);
        ownNames.keySet().stream()
                .filter(name -> !stacks.containsKey(TensorName.of(name).stack()))
                .forEach(loose::add);
    }

    /** The anatomies of a merge's parents; the first one's names count, {@code transformer.h.0} or {@code h.0}. */
    static List<Anatomy> of(List<Parent> parents) {
        List<Anatomy> own = parents.parallelStream()
                .map(parent -> new Anatomy(parent, UnaryOperator.identity()))
                .toList();
        Anatomy leader = own.getFirst();
        return own.stream()
                .map(each -> leader.namingOf(each)
                        .map(naming -> new Anatomy(each.parent, naming))
                        .orElse(each))
                .toList();
    }

    /** How another parent's names become this one's, where one of the two was saved with a prefix before every name. */
    private Optional<UnaryOperator<String>> namingOf(Anatomy other) {
        if (stacks.size() != 1 || other.stacks.size() != 1) {
            return Optional.empty();
        }
        String mine = stacks.keySet().iterator().next();
        String theirs = other.stacks.keySet().iterator().next();
        if (mine.length() > theirs.length() && mine.endsWith(theirs)) {
            String prefix = mine.substring(0, mine.length() - theirs.length());
            return Optional.of(name -> has(name) ? name : prefix + name);
        }
        if (theirs.length() > mine.length() && theirs.endsWith(mine)) {
            int prefix = theirs.length() - mine.length();
            return Optional.of(name -> name.startsWith(theirs.substring(0, prefix)) ? name.substring(prefix) : name);
        }
        return Optional.empty();
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
        return ownNames.containsKey(tensor);
    }

    /** What the parent itself calls a tensor. */
    String ownName(String tensor) {
        return Optional.ofNullable(ownNames.get(tensor)).orElseThrow();
    }

    TensorSource.Header header(String tensor) {
        return Optional.ofNullable(parent.tensors().headers().get(ownName(tensor)))
                .orElseThrow();
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
