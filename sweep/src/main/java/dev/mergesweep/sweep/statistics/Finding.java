package dev.mergesweep.sweep.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the scores say of one candidate.
 *
 * @param objective weighted mean of its domains
 * @param domains one per domain of the table, in its order
 * @param confidenceSetP p-value in the model confidence set of the best; 0 where it did not enter
 * @param against its difference to the reference; null for the reference itself
 */
public record Finding(
        String candidate,
        Standing standing,
        Estimate objective,
        List<Estimate> domains,
        double confidenceSetP,
        @Nullable Comparison against) {
    public Finding {
        domains = List.copyOf(domains);
    }

    /** In the model confidence set at 90 %. */
    public boolean tiedForFirst() {
        return confidenceSetP > ConfidenceSet.SIZE;
    }

    /**
     * @param rank 1 + number of smaller objectives
     * @param low 2.5 % quantile of the rank over the resamples
     * @param high 97.5 % quantile
     */
    public record Standing(int rank, int low, int high) {}

    /**
     * Candidate minus reference, paired by document; negative is better.
     *
     * @param t value by standard error; 0 for a tie, infinite for a difference that is the same in every token
     * @param domains one per domain of the table
     */
    public record Comparison(Estimate overall, double t, List<Estimate> domains, Chances p) {
        public Comparison {
            domains = List.copyOf(domains);
        }

        /** Nothing varies between documents, so there are no degrees of freedom to speak of. */
        public boolean constant() {
            return t == 0 || Double.isInfinite(t);
        }
    }

    /**
     * P-values of "better than the reference", one-sided unless said.
     *
     * @param better of this candidate alone, by t
     * @param holm over all candidates, Holm's step-down
     * @param romanoWolf over all candidates, by the joint bootstrap
     */
    public record Chances(double better, double twoSided, double holm, double romanoWolf) {}
}
