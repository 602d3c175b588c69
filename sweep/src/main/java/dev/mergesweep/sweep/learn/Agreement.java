package dev.mergesweep.sweep.learn;

import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How well predictions and measurements of the same merges agree.
 *
 * @param merges compared
 * @param rankCorrelation Spearman's, -1 to 1; NaN for fewer than three merges
 * @param error root of the mean squared difference, in the unit of the objective
 */
public record Agreement(int merges, double rankCorrelation, double error) {
    private static final int FEWEST = 3;

    public static Agreement of(double[] predicted, double[] measured) {
        double squares = IntStream.range(0, predicted.length)
                .mapToDouble(i -> (predicted[i] - measured[i]) * (predicted[i] - measured[i]))
                .sum();
        double correlation =
                predicted.length < FEWEST ? Double.NaN : new SpearmansCorrelation().correlation(predicted, measured);
        return new Agreement(predicted.length, correlation, Math.sqrt(squares / Math.max(1, predicted.length)));
    }
}
