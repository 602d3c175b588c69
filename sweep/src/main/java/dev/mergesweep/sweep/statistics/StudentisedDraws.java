package dev.mergesweep.sweep.statistics;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/** t* of some contrasts over all resamples, of the objective and of each domain. */
final class StudentisedDraws {
    private final double[][] overall;
    /** Empty where there is one domain: it is the objective then. */
    private final double[][][] domains;

    StudentisedDraws(int domains, int contrasts, int resamples) {
        overall = new double[contrasts][resamples];
        this.domains = domains == 1 ? new double[0][][] : new double[domains][contrasts][resamples];
    }

    /** Copies a block's draws to their places; blocks may come in any order, from several threads. */
    void take(Resamples.Block block, Draws draws) {
        for (int r = 0; r < block.rows(); r++) {
            int b = block.first() + r;
            double[] t = draws.t(r);
            for (int p = 0; p < overall.length; p++) {
                overall[p][b] = t[p];
                for (int k = 0; k < domains.length; k++) {
                    domains[k][p][b] = draws.t(k, r, p);
                }
            }
        }
    }

    /** Per resample. */
    double[] overall(int contrast) {
        return overall[contrast];
    }

    JointBootstrap.Critical critical(int contrast) {
        double quantile = quantile(overall[contrast]);
        double[] each = new double[Math.max(1, domains.length)];
        each[0] = quantile;
        for (int k = 0; k < domains.length; k++) {
            each[k] = quantile(domains[k][contrast]);
        }
        return new JointBootstrap.Critical(quantile, each);
    }

    /** Of |t*|, linear between order statistics. */
    private static double quantile(double[] draws) {
        double[] sizes = new double[draws.length];
        for (int b = 0; b < draws.length; b++) {
            sizes[b] = Math.abs(draws[b]);
        }
        return new Percentile().withEstimationType(EstimationType.R_7).evaluate(sizes, 100 * Estimate.LEVEL);
    }
}
