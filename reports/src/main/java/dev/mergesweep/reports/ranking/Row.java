package dev.mergesweep.reports.ranking;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One candidate of a {@link Ranking}.
 *
 * @param domains figures by the domain's name
 * @param difference to the reference; null for the reference itself
 * @param searchObjective on the search split, where another is ranked; else null. What it is smaller than {@code
 *     objective} by is the optimism of having searched
 * @param keepsFloors in no domain worse than the better parent there by more than the rules allow
 */
public record Row(
        Entry entry,
        Standing standing,
        String split,
        Estimate objective,
        SequencedMap<String, DomainFigures> domains,
        @Nullable Difference difference,
        @Nullable Double searchObjective,
        boolean keepsFloors) {

    /**
     * Where a candidate stands.
     *
     * @param rank 1 + number of better ones; equal ones share it
     * @param rankLow 2.5 % quantile over resamples; describes how the order moves, is no confidence interval
     * @param rankHigh 97.5 % quantile
     * @param confidenceSetP model confidence set, 0 to 1
     * @param tiedForFirst in the 90 % model confidence set
     * @param onParetoFront no other row is at least as good in every domain and better in one
     */
    public record Standing(
            int rank, int rankLow, int rankHigh, double confidenceSetP, boolean tiedForFirst, boolean onParetoFront) {}

    /**
     * A figure with its uncertainty, in nats per token (or bits per byte, where ranked by that).
     *
     * @param low lower end of the 95 % interval
     */
    public record Estimate(double value, double standardError, double low, double high) {}

    /**
     * One domain's part.
     *
     * @param theta summed nats by summed tokens
     * @param perplexity exp of nats by tokens
     * @param perplexityLow lower end of the 95 % interval
     * @param difference to the reference in this domain; null for the reference itself
     */
    public record DomainFigures(
            int documents,
            long tokens,
            double nats,
            Estimate theta,
            double perplexity,
            double perplexityLow,
            double perplexityHigh,
            @Nullable Estimate difference) {}

    /**
     * Candidate minus reference, paired by document; negative is better.
     *
     * @param df degrees of freedom; null where every token differs by the same and there is nothing to estimate
     * @param percent of perplexity, {@code 100 (exp(nats per token) - 1)}; of the reference's bits per byte, where ranked
     *     by that
     * @param detectablePercent smallest true difference that would be found with power 80 % at two-sided 5 %
     * @param p chances of a difference this good under no difference
     */
    public record Difference(
            Estimate natsPerToken, @Nullable Double df, Percent percent, double detectablePercent, Chances p) {}

    /** A difference in percent, with its 95 % interval. */
    public record Percent(double value, double low, double high) {}

    /**
     * One-sided p-values of "the candidate is better than the reference".
     *
     * @param better for this candidate alone
     * @param holm for all candidates, Holm's step-down
     * @param adjusted for all candidates, Romano and Wolf's step-down: the one to decide by
     */
    public record Chances(double better, double holm, double adjusted) {}
}
