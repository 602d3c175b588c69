package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
                        .mapToObj(c -> findings.of(c, confidence[c]))
                        .toList(),
                entrants.length);
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
        private final JointBootstrap joint;
        private final Finding.Standing[] standings;
        private final int reference;
        private final double[] holm;

        Findings(ScoreTable table, Residuals residuals, Resamples resamples, int reference) {
            this.table = table;
            this.residuals = residuals;
            this.reference = reference;
            joint = new JointBootstrap(residuals, resamples, reference);
            standings = RankRanges.over(residuals, resamples, joint);
            holm = StepDown.holm(IntStream.range(0, residuals.candidates())
                    .filter(c -> c != reference)
                    .mapToDouble(c -> joint.contrast(c).better(residuals.rounding()))
                    .toArray());
        }

        Finding of(int c, double confidence) {
            JointBootstrap.Critical critical = joint.alone(c);
            return new Finding(
                    table.candidates().get(c),
                    standings[c],
                    residuals.overall(c, residuals.nobody()).estimate(critical.overall()),
                    domains(c, residuals.nobody(), critical),
                    confidence,
                    c == reference ? null : comparison(c));
        }

        private List<Estimate> domains(int left, int right, JointBootstrap.Critical critical) {
            return IntStream.range(0, residuals.domains())
                    .mapToObj(k -> residuals.inDomain(k, left, right).estimate(critical.domains()[k]))
                    .toList();
        }

        private Finding.Comparison comparison(int c) {
            Contrast contrast = joint.contrast(c);
            double rounding = residuals.rounding();
            Estimate overall = contrast.constant(rounding)
                    ? new Estimate(contrast.value(), 0, contrast.df(), 0)
                    : contrast.estimate(joint.against(c).overall());
            return new Finding.Comparison(
                    overall,
                    contrast.t(rounding),
                    domains(c, reference, joint.against(c)),
                    new Finding.Chances(
                            contrast.better(rounding),
                            contrast.twoSided(rounding),
                            holm[c < reference ? c : c - 1],
                            joint.adjusted(c)));
        }
    }
}
