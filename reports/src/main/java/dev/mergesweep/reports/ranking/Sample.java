package dev.mergesweep.reports.ranking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts behind a ranking and what they cannot see.
 *
 * @param split {@code confirm} where one is kept apart, else {@code all}
 * @param measure {@code mean-log-perplexity} or {@code bits-per-byte}
 * @param entrants how many of the best entered the model confidence set
 * @param detectablePercent smallest difference to the reference, in percent of perplexity, that is found with power 80 %
 *     at two-sided 5 %: the median over candidates; null where there is no other candidate
 */
public record Sample(
        String split,
        String measure,
        List<DomainSample> domains,
        int entrants,
        @Nullable Double detectablePercent) {
    public Sample {
        domains = List.copyOf(domains);
    }

    /**
     * @param weight share in the objective, all domains together 1
     * @param tokens scored ones
     * @param effectiveDocuments documents of equal length that would tell as much
     */
    public record DomainSample(String name, double weight, int documents, long tokens, double effectiveDocuments) {
        /** Documents by effective documents, at least 1: how much the variance grows because lengths differ. */
        public double designEffect() {
            return documents / effectiveDocuments;
        }
    }
}
