package dev.mergesweep.sweep.statistics;

import java.util.ArrayList;
import java.util.List;

/** The factor on its logits at which a model's objective is best: what is left of a lead there is not one of temperature. */
public final class LogitScale {
    /** Finer steps change no objective that can be seen. */
    public static final double STEP = 1e-3;

    private LogitScale() {}

    /**
     * The best scale between the smallest and the largest at which scores were computed; of equal ones the smallest.
     *
     * @param scores of one candidate on the search texts, all at the same scales
     */
    public static double best(List<ScaledScore> scores, Measure measure, Weights weights) {
        List<Double> scales = scores.getFirst().scales();
        List<Double> objectives = new ArrayList<>();
        for (double scale : scales) {
            List<Score> at = scores.stream().map(score -> score.at(scale)).toList();
            objectives.add(Objective.values(ScoreTable.of(at, measure), weights)[0]);
        }
        double low = scales.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double high = scales.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double best = low;
        double least = Double.POSITIVE_INFINITY;
        for (long i = Math.round(low / STEP); i <= Math.round(high / STEP); i++) {
            double value = interpolated(scales, objectives, i * STEP);
            if (value < least) {
                least = value;
                best = i * STEP;
            }
        }
        return best;
    }

    /** Lagrange's polynomial; exact at the scales themselves, and linear in the values, so that sums interpolate alike. */
    static double interpolated(List<Double> scales, List<Double> values, double at) {
        double sum = 0;
        for (int i = 0; i < scales.size(); i++) {
            double weight = 1;
            for (int j = 0; j < scales.size(); j++) {
                weight *= i == j ? 1 : (at - scales.get(j)) / (scales.get(i) - scales.get(j));
            }
            sum += weight * values.get(i);
        }
        return sum;
    }
}
