package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * The statistics of a table: how sure the order is, who is better than the reference, who may be the best.
 *
 * @param findings from best to worst, equal objectives by id
 * @param entrants how many of the best entered the model confidence set
 */
public record Analysis(List<Finding> findings, int entrants) {
    public Analysis {
        findings = List.copyOf(findings);
    }

    /**
     * @param table every domain with at least two documents
     * @param reference a candidate of the table
     */
    public static Analysis of(ScoreTable table, Weights weights, String reference, Bootstrap bootstrap) {
        check(table, reference);
        Residuals residuals = new Residuals(table, weights);
        Resamples resamples = new Resamples(residuals, bootstrap);
        int[] bestFirst = Objective.bestFirst(table, weights).stream()
                .mapToInt(objective -> table.indexOf(objective.candidate()))
                .toArray();
        int[] entrants =
                Arrays.stream(bestFirst).limit(ConfidenceSet.ENTRANTS).sorted().toArray();
        double[] confidence = ConfidenceSet.p(residuals, resamples, entrants);
        Findings findings = new Findings(table, residuals, resamples, table.indexOf(reference));
        return new Analysis(
                Arrays.stream(bestFirst)
                        .parallel()
                        .mapToObj(c -> findings.of(c, confidence[c]))
                        .toList(),
                entrants.length);
    }

    /**
     * One candidate against a second reference, its p adjusted for all candidates of the table.
     *
     * @param candidate of the table
     * @param reference another one of the table
     */
    public static Finding.Comparison compare(
            ScoreTable table, Weights weights, String candidate, String reference, Bootstrap bootstrap) {
        check(table, reference);
        Residuals residuals = new Residuals(table, weights);
        int second = table.indexOf(reference);
        JointBootstrap joint = JointBootstrap.against(residuals, new Resamples(residuals, bootstrap), second);
        return new Comparisons(residuals, joint, second).of(table.indexOf(candidate));
    }

    private static void check(ScoreTable table, String reference) {
        if (table.indexOf(reference) < 0) {
            throw new IllegalArgumentException(
                    "%s has no complete scores, so it cannot be the reference".formatted(reference));
        }
        for (DomainScores domain : table.domains()) {
            if (domain.documents().size() < 2) {
                throw new IllegalArgumentException(
                        "%s has one document; without a second one there is no error to estimate"
                                .formatted(domain.name()));
            }
        }
    }

    /** Puts the parts together, candidate by candidate. */
    private static final class Findings {
        private final ScoreTable table;
        private final Residuals residuals;
        private final int reference;
        private final JointBootstrap joint;
        private final Comparisons comparisons;
        private final Finding.Standing[] standings;

        Findings(ScoreTable table, Residuals residuals, Resamples resamples, int reference) {
            this.table = table;
            this.residuals = residuals;
            this.reference = reference;
            joint = JointBootstrap.of(residuals, resamples, reference);
            comparisons = new Comparisons(residuals, joint, reference);
            standings = RankRanges.over(residuals, resamples, joint);
        }

        Finding of(int c, double confidence) {
            JointBootstrap.Critical critical = joint.alone(c);
            return new Finding(
                    table.candidates().get(c),
                    standings[c],
                    residuals.overall(c, residuals.nobody()).estimate(critical.overall()),
                    comparisons.domains(c, residuals.nobody(), critical),
                    confidence,
                    c == reference ? null : comparisons.of(c));
        }
    }
}
