package dev.mergesweep.sweep.learn;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a search learned of t by itself, beside the scores of what it proposed.
 *
 * @param map slopes by the uniform t at which they were taken
 * @param factors by domain, what its nats a token count in the objective
 * @param cost of the map, in candidates scored on the search texts
 * @param start t at which a descent began
 * @param steps of a descent, in their order; none where there was none
 */
public record Lessons(
        SortedMap<Double, SlopeTable> map, Map<String, Double> factors, double cost, double start, List<Step> steps) {
    /** Nothing was learned. */
    public static final Lessons NONE = new Lessons(new TreeMap<>(), Map.of(), 0, 0, List.of());

    public Lessons {
        map = Collections.unmodifiableSortedMap(new TreeMap<>(map));
        factors = Map.copyOf(factors);
        steps = List.copyOf(steps);
    }

    public DiagonalMap asMap() {
        return DiagonalMap.of(map, factors);
    }
}
