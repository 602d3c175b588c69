package dev.mergesweep.sweep.race;

import java.util.List;

/**
 * Scores of those still in a race on the documents run so far.
 *
 * @param candidates names
 * @param domains in any order; each candidate has a score on each document
 */
public record RaceTable(List<String> candidates, List<DomainTable> domains) {

    /**
     * One domain.
     *
     * @param weight in the objective, at least 0
     * @param sizes tokens by document (or bytes, where bits per byte are ranked)
     * @param nats by candidate, by document
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record DomainTable(double weight, double[] sizes, double[][] nats) {
        double size() {
            return sum(sizes);
        }

        double theta(int candidate) {
            return sum(nats[candidate]) / size();
        }

        /** How many documents of equal length would tell as much. */
        double effectiveDocuments() {
            double squares = 0;
            for (double size : sizes) {
                squares += size * size;
            }
            return size() * size() / squares;
        }
    }

    public RaceTable {
        candidates = List.copyOf(candidates);
        domains = List.copyOf(domains);
    }

    /** Weighted mean of nats by size over domains: smaller is better. */
    double objective(int candidate) {
        double objective = 0;
        for (DomainTable domain : domains) {
            objective += domain.weight() * domain.theta(candidate);
        }
        return objective / weights();
    }

    double weights() {
        return domains.stream().mapToDouble(DomainTable::weight).sum();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
