package dev.mergesweep.sweep.learn;

import dev.mergesweep.merger.plan.TensorName;
import dev.mergesweep.sweep.space.Learned.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What may be chosen: a few numbers from which the t of every tensor follows, as entries of a recipe's list of t. More precise
 * filters stand before those that match more.
 *
 * @param entries in the order of the recipe
 */
public record Parameters(List<Entry> entries) {
    /** Points of a gradient over the layers. */
    private static final int POINTS = 5;

    /**
     * One entry of the list.
     *
     * @param filter part of a tensor's name
     * @param numbers how many numbers it takes: 1, or those of a gradient
     */
    public record Entry(String filter, int numbers) {}

    /** Which tensors share a number. */
    public enum Sharing {
        PER_TENSOR("per-tensor"),
        PER_LAYER_AND_FILTER("per-layer-and-filter"),
        PER_LAYER("per-layer"),
        PER_MODULE("per-module"),
        GRADIENT_POINTS("gradient-points");

        private final String word;

        Sharing(String word) {
            this.word = word;
        }

        /** As an experiment spells it. */
        public String word() {
            return word;
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Sharing::word).toList();
        }

        public static Sharing of(String word) {
            return Arrays.stream(values())
                    .filter(sharing -> sharing.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(word));
        }
    }

    public Parameters {
        entries = List.copyOf(entries);
    }

    /** @param tensors that have a t */
    public static Parameters of(Sharing sharing, List<String> tensors) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        Map<String, List<String>> meant = new LinkedHashMap<>();
        for (String tensor : tensors) {
            TensorName name = TensorName.of(tensor);
            String filter = filter(sharing, tensor, name);
            boolean gradient = sharing == Sharing.GRADIENT_POINTS
                    && name.inLayer()
                    && !name.block().isEmpty();
            numbers.put(filter, gradient ? POINTS : 1);
            meant.computeIfAbsent(filter, _ -> new ArrayList<>()).add(tensor);
        }
        List<Entry> entries = new ArrayList<>();
        ordered(meant).forEach(filter -> entries.add(new Entry(filter, numbers.getOrDefault(filter, 1))));
        return new Parameters(entries);
    }

    /**
     * Filters such that the first that matches a tensor is the one that is meant for it: one that also matches what others are
     * meant for waits until these are there. Longer ones first, as far as nothing else decides.
     *
     * @param meant tensors by their filter
     */
    private static List<String> ordered(Map<String, List<String>> meant) {
        List<String> left = new ArrayList<>(meant.keySet());
        left.sort(
                Comparator.comparingInt((String filter) -> -filter.length()).thenComparing(Comparator.naturalOrder()));
        List<String> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(filter -> left.stream()
                            .filter(other -> !other.equals(filter))
                            .noneMatch(other -> meant.getOrDefault(other, List.of()).stream()
                                    .anyMatch(tensor -> tensor.contains(filter))))
                    .findFirst()
                    .orElse(left.getFirst());
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static String filter(Sharing sharing, String tensor, TensorName name) {
        if (!name.inLayer()) {
            return tensor;
        }
        return switch (sharing) {
            case PER_TENSOR -> tensor;
            case PER_LAYER_AND_FILTER -> name.prefix() + name.block();
            case PER_LAYER -> name.prefix();
            case PER_MODULE -> name.moduleFilter();
            case GRADIENT_POINTS -> name.block().isEmpty() ? name.moduleFilter() : "." + name.block();
        };
    }

    /** How many numbers there are to choose. */
    public int size() {
        return entries.stream().mapToInt(Entry::numbers).sum();
    }

    /** The list of t for some numbers. */
    public List<Rule> rules(double[] numbers) {
        List<Rule> rules = new ArrayList<>();
        int at = 0;
        for (Entry entry : entries) {
            List<Double> values =
                    Arrays.stream(numbers, at, at + entry.numbers()).boxed().toList();
            rules.add(new Rule(entry.filter(), values));
            at += entry.numbers();
        }
        return rules;
    }
}
