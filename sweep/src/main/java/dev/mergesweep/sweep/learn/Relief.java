package dev.mergesweep.sweep.learn;

import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A merge as slopes at uniform t see it: the uniform merge that is nearest, and the departures of tensors from it.
 *
 * <p>Nearest is measured by curvature, w: so the departures d have the sum of w d = 0, and what tensors do to each other when
 * they move together, the row sums of the second derivatives, adds nothing to the second order of d.
 */
final class Relief {
    /** Of the mean size of a curvature: what a flat tensor counts, so that no sum of weights is 0. */
    private static final double FLAT = 1e-3;

    /** The curvature of the line is followed between the outermost passes, and never below this share of that in the middle. */
    private static final double LEAST_GROWTH = 0.1;

    private final UniformLine line;
    private final double middle;
    private final Bounds seen;
    private final double growth;

    /** By group of tensors that have the same t in every merge: weight, slope's coefficients, variance of the slope. */
    private final double[] weights;

    private final double[][] slopes;
    private final double[] variances;

    private Relief(Relief frame, double[] weights, double[][] slopes, double[] variances) {
        this.line = frame.line;
        this.middle = frame.middle;
        this.seen = frame.seen;
        this.growth = frame.growth;
        this.weights = weights;
        this.slopes = slopes;
        this.variances = variances;
    }

    /**
     * Every tensor of a map a group of its own, in the map's order.
     *
     * @param uniform what was measured of uniform merges, by t
     */
    Relief(DiagonalMap map, SortedMap<Double, Double> uniform) {
        SequencedMap<String, DiagonalMap.Curve> curves = map.curves();
        this.middle = map.middle();
        this.seen = new Bounds(map.seen().firstKey(), map.seen().lastKey());
        this.line = new UniformLine(middle, values(map, uniform), map.slopes());
        double size = curves.values().stream()
                .mapToDouble(curve -> Math.abs(curve.curvature()))
                .average()
                .orElse(0);
        this.weights = curves.values().stream()
                .mapToDouble(curve -> Math.max(curve.curvature(), FLAT * size + Double.MIN_NORMAL))
                .toArray();
        this.slopes = curves.values().stream()
                .map(curve -> curve.coefficients().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .toArray(double[][]::new);
        this.variances = curves.values().stream()
                .mapToDouble(curve -> curve.error() * curve.error())
                .toArray();
        double bends = Arrays.stream(slopes)
                .mapToDouble(slope -> slope.length > 2 && slope[1] > 0 ? 2 * slope[2] : 0)
                .sum();
        this.growth = bends / Arrays.stream(weights).sum();
    }

    /** Passes may have read a part of the texts: where uniform merges were measured on all, that is what counts. */
    private static SortedMap<Double, Double> values(DiagonalMap map, SortedMap<Double, Double> uniform) {
        SortedMap<Double, Double> passed = map.values();
        double apart = passed.keySet().stream()
                .filter(uniform::containsKey)
                .mapToDouble(t -> uniform.getOrDefault(t, 0.0) - passed.getOrDefault(t, 0.0))
                .average()
                .orElse(0);
        SortedMap<Double, Double> values = new TreeMap<>();
        passed.forEach((t, value) -> values.put(t, value + apart));
        values.putAll(uniform);
        return values;
    }

    /** With the tensors of a group taken together. @param groups numbers of this relief's groups; some may be in none */
    Relief grouped(List<List<Integer>> groups) {
        double[] weight = new double[groups.size()];
        double[][] slope = new double[groups.size()][slopes.length == 0 ? 0 : slopes[0].length];
        double[] variance = new double[groups.size()];
        for (int group = 0; group < groups.size(); group++) {
            for (int tensor : groups.get(group)) {
                weight[group] += weights[tensor];
                variance[group] += variances[tensor];
                for (int k = 0; k < slope[group].length; k++) {
                    slope[group][k] += slopes[tensor][k];
                }
            }
        }
        return new Relief(this, weight, slope, variance);
    }

    int groups() {
        return weights.length;
    }

    /** @param t by group */
    Departure of(double[] t) {
        double all = 0;
        double sum = 0;
        for (int i = 0; i < t.length; i++) {
            all += weights[i];
            sum += weights[i] * t[i];
        }
        double mean = sum / all;
        double bend = Math.max(LEAST_GROWTH, 1 + growth * (seen.clamp(mean) - middle));
        double along = 0;
        double variance = 0;
        double[] away = new double[t.length];
        for (int i = 0; i < t.length; i++) {
            double d = t[i] - mean;
            along += slope(i, mean) * d;
            variance += variances[i] * d * d;
            away[i] = Math.sqrt(bend * weights[i]) * d;
        }
        return new Departure(line.at(mean) + along, variance, away);
    }

    private double slope(int group, double t) {
        double sum = 0;
        for (int k = slopes[group].length - 1; k >= 0; k--) {
            sum = sum * (t - middle) + slopes[group][k];
        }
        return sum;
    }

    /** How a merge departs from the uniform one that is nearest. */
    static final class Departure {
        private final double first;
        private final double variance;
        private final double[] away;

        Departure(double first, double variance, double[] away) {
            this.first = first;
            this.variance = variance;
            this.away = away;
        }

        /** The objective of the nearest uniform merge, and what slopes there add. */
        double first() {
            return first;
        }

        /** Of {@link #first} as a sample of documents leaves it open. */
        double variance() {
            return variance;
        }

        /** What the second order would add if no tensor minded the others. */
        double bend() {
            return likeness(this);
        }

        /** Half the product of two departures; of one with itself its bend. */
        double likeness(Departure other) {
            double sum = 0;
            for (int i = 0; i < away.length; i++) {
                sum += away[i] * other.away[i];
            }
            return sum / 2;
        }
    }
}
