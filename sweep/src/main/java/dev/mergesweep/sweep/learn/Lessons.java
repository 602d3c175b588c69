package dev.mergesweep.sweep.learn;

import java.util.ArrayList;
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
 * @param uniform measured objectives of uniform merges, by their t, where the map was taken; their ends are the parents
 * @param cost of the map, in candidates scored on the search texts
 * @param start t at which a descent began
 * @param steps of a descent, in their order; none where there was none
 */
public record Lessons(
        SortedMap<Double, SlopeTable> map,
        Map<String, Double> factors,
        SortedMap<Double, Double> uniform,
        double cost,
        double start,
        List<Step> steps) {
    /** Scorings of the same texts that a pass forward and back is counted as. */
    public static final double PASS = 3;

    /** Nothing was learned. */
    public static final Lessons NONE = new Lessons(new TreeMap<>(), Map.of(), new TreeMap<>(), 0, 0, List.of());

    public Lessons {
        map = Collections.unmodifiableSortedMap(new TreeMap<>(map));
        factors = Map.copyOf(factors);
        uniform = Collections.unmodifiableSortedMap(new TreeMap<>(uniform));
        steps = List.copyOf(steps);
    }

    /** Of the search texts, that the map was taken on. */
    public double share() {
        return map.isEmpty() ? 0 : cost / (PASS * map.size());
    }

    /** The same with one more step. */
    public Lessons with(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new Lessons(map, factors, uniform, cost, start, all);
    }

    /** Predicts merges from the map; the t of its {@link DiagonalMap#curves}, in their order, tell a merge. */
    public Predictor predictor() {
        return Predictor.of(asMap(), uniform, share());
    }

    public DiagonalMap asMap() {
        return DiagonalMap.of(map, factors);
    }
}
