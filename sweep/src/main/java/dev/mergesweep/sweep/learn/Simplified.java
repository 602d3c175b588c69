package dev.mergesweep.sweep.learn;

import dev.mergesweep.sweep.learn.DiagonalMap.Curve;
import dev.mergesweep.sweep.space.Learned;
import dev.mergesweep.sweep.space.Learned.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Shorter recipes near a learned schedule. Near is measured by the map: a tensor counts by how much its t curves the
 * objective, so that one that changes nothing is moved for nothing.
 */
public final class Simplified {
    /** Tensors that keep a t of their own in the shortest recipe. */
    private static final int KEPT = 8;

    /** Of the mean curvature: what a flat tensor counts, so that no weight is 0 or less. */
    private static final double FLAT = 1e-3;

    private final SequencedMap<String, Double> learned;
    private final Bounds bounds;
    private final Map<String, Double> weights = new LinkedHashMap<>();

    /** @param learned t of every tensor */
    public Simplified(SequencedMap<String, Double> learned, Map<String, Curve> curves, Bounds bounds) {
        this.learned = learned;
        this.bounds = bounds;
        double mean = curves.values().stream()
                .mapToDouble(curve -> Math.abs(curve.curvature()))
                .average()
                .orElse(1);
        learned.keySet().forEach(tensor -> {
            Curve curve = curves.get(tensor);
            weights.put(tensor, Math.max(FLAT * mean + Double.MIN_NORMAL, curve == null ? 0 : curve.curvature()));
        });
    }

    /** The numbers of a schedule of another kind that come nearest. */
    public double[] nearest(LinearSchedule schedule) {
        Map<String, Curve> distances = new LinkedHashMap<>();
        learned.forEach((tensor, t) -> distances.put(tensor, new Curve(t, List.of(0.0, weight(tensor)), 0)));
        double[] start = new double[schedule.size()];
        Arrays.fill(start, bounds.clamp(middle(List.copyOf(learned.keySet()))));
        return new MapOptimum(schedule, distances, bounds, 1).from(start, 0);
    }

    /** The tensors that matter most with a t of their own, and one t for the rest. */
    public Learned few() {
        List<String> rest = new ArrayList<>(learned.keySet());
        List<String> kept = new ArrayList<>();
        while (kept.size() < KEPT && rest.size() > 1) {
            double middle = middle(rest);
            String farthest = rest.stream()
                    .max(Comparator.<String>comparingDouble(tensor -> cost(tensor, middle))
                            .thenComparing(Comparator.reverseOrder()))
                    .orElseThrow();
            kept.add(farthest);
            rest.remove(farthest);
        }
        double others = Math.rint(1e3 * middle(rest)) / 1e3;
        List<Rule> rules = new ArrayList<>();
        // Where the name of one that is kept is part of another's, that one is named before it.
        learned.keySet().stream()
                .filter(tensor -> kept.stream().anyMatch(tensor::contains))
                .sorted(Comparator.comparingInt((String tensor) -> -tensor.length())
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(tensor -> rules.add(Rule.of(tensor, kept.contains(tensor) ? t(tensor) : others)));
        rules.add(Rule.of("", others));
        return new Learned(kept.size() + " tensors and one t for the rest", rules);
    }

    private double cost(String tensor, double t) {
        double away = t(tensor) - t;
        return weight(tensor) * away * away;
    }

    private double middle(List<String> tensors) {
        double sum = 0;
        double weight = 0;
        for (String tensor : tensors) {
            sum += weight(tensor) * t(tensor);
            weight += weight(tensor);
        }
        return sum / weight;
    }

    private double t(String tensor) {
        return learned.getOrDefault(tensor, 0.0);
    }

    private double weight(String tensor) {
        return weights.getOrDefault(tensor, 0.0);
    }
}
