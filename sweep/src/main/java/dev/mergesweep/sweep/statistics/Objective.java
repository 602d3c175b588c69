package dev.mergesweep.sweep.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is minimised: the weighted mean over domains of summed nats by summed tokens (or of bits per byte).
 *
 * @param value nats per token, or bits per byte
 */
public record Objective(String candidate, double value) implements Comparable<Objective> {
    /** Smaller first; equal ones by id, so that the order is total and never changes between runs. */
    private static final Comparator<Objective> BEST_FIRST =
            Comparator.comparingDouble(Objective::value).thenComparing(Objective::candidate);

    /** Complete candidates from best to worst. */
    public static List<Objective> bestFirst(ScoreTable table, Weights weights) {
        double[] values = values(table, weights);
        return IntStream.range(0, values.length)
                .mapToObj(c -> new Objective(table.candidates().get(c), values[c]))
                .sorted()
                .toList();
    }

    /** One value per candidate of the table, in its order. */
    static double[] values(ScoreTable table, Weights weights) {
        double[] scaled = weights.over(table.domains());
        double[] values = new double[table.candidates().size()];
        for (int k = 0; k < scaled.length; k++) {
            DomainScores domain = table.domains().get(k);
            for (int c = 0; c < values.length; c++) {
                values[c] += scaled[k] * domain.theta(c);
            }
        }
        return values;
    }

    @Override
    public int compareTo(Objective other) {
        return BEST_FIRST.compare(this, other);
    }
}
