package dev.mergesweep.sweep.statistics;

import java.util.List;
import java.util.stream.IntStream;

/** Differences to one reference, with what chance makes of them. */
final class Comparisons {
    private final Residuals residuals;
    private final JointBootstrap joint;
    private final int reference;
    private final double[] holm;

    /** @param joint against the same reference */
    Comparisons(Residuals residuals, JointBootstrap joint, int reference) {
        this.residuals = residuals;
        this.joint = joint;
        this.reference = reference;
        holm = StepDown.holm(IntStream.range(0, residuals.candidates())
                .filter(c -> c != reference)
                .mapToDouble(c -> joint.contrast(c).better(residuals.rounding()))
                .toArray());
    }

    /** A candidate that is not the reference. */
    Finding.Comparison of(int candidate) {
        Contrast contrast = joint.contrast(candidate);
        double rounding = residuals.rounding();
        JointBootstrap.Critical critical = joint.against(candidate);
        Estimate overall = contrast.constant(rounding)
                ? new Estimate(contrast.value(), 0, contrast.df(), 0)
                : contrast.estimate(critical.overall());
        return new Finding.Comparison(
                overall,
                contrast.t(rounding),
                domains(candidate, reference, critical),
                new Finding.Chances(
                        contrast.better(rounding),
                        contrast.twoSided(rounding),
                        holm[candidate < reference ? candidate : candidate - 1],
                        joint.adjusted(candidate)));
    }

    List<Estimate> domains(int left, int right, JointBootstrap.Critical critical) {
        return IntStream.range(0, residuals.domains())
                .mapToObj(k -> residuals.inDomain(k, left, right).estimate(critical.domains()[k]))
                .toList();
    }
}
