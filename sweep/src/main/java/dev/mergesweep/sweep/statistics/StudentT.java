package dev.mergesweep.sweep.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/**
 * Student's t distribution with any positive degrees of freedom, far into its tails: the relative error of a small
 * probability stays below 1e-9. Straight from the regularised incomplete beta function (Abramowitz and Stegun, 26.7.1).
 */
final class StudentT {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final int NEWTON_STEPS = 60;

    private StudentT() {}

    /** P(T &lt;= t); 0 and 1 at the infinities. */
    static double atMost(double t, double df) {
        return t <= 0 ? tail(-t, df) : 1 - tail(t, df);
    }

    /** P(|T| &gt;= |t|). */
    static double beyond(double t, double df) {
        return 2 * tail(Math.abs(t), df);
    }

    /** The t that is not exceeded with a probability above 1/2 and below 1. */
    static double quantile(double probability, double df) {
        double upper = 1 - probability;
        double t = nearby(NORMAL.inverseCumulativeProbability(probability), df);
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double tail = tail(t, df);
            // On the logarithm of the tail, which is nearly straight in ln t: converges from any start, also for df
            // below 1.
            double next = t * Math.exp((Math.log(tail) - Math.log(upper)) * tail / (t * density(t, df)));
            if (Math.abs(next - t) <= 1e-14 * t) {
                return next;
            }
            t = next;
        }
        return t;
    }

    /** Fisher's expansion of the quantile around that of the normal distribution (Abramowitz and Stegun, 26.7.5): a close start. */
    private static double nearby(double z, double df) {
        if (df < 5) {
            return z;
        }
        double square = z * z;
        return z + z * (square + 1) / (4 * df) + z * ((5 * square + 16) * square + 3) / (96 * df * df);
    }

    /** P(T &gt;= t) for t from 0 up. */
    private static double tail(double t, double df) {
        if (Double.isInfinite(t)) {
            return 0;
        }
        return Beta.regularizedBeta(df / (df + t * t), df / 2, 0.5) / 2;
    }

    private static double density(double t, double df) {
        return Math.exp(Gamma.logGamma((df + 1) / 2) - Gamma.logGamma(df / 2) - (df + 1) / 2 * Math.log1p(t * t / df))
                / Math.sqrt(Math.PI * df);
    }
}
