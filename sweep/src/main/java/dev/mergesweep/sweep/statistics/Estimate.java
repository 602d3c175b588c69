package dev.mergesweep.sweep.statistics;

/**
 * A figure and its uncertainty.
 *
 * @param value nats per token, or bits per byte where compared by that
 * @param standardError of the ratio estimator with documents as clusters, same unit
 * @param df degrees of freedom: documents - 1; of several domains by Welch and Satterthwaite
 * @param critical 95 % quantile of |t*| over the resamples, t* studentised anew in each, and of a domain with fewer than
 *     six documents Student's t of as many as tell as much; NaN where {@link Bootstrap#documents()} says that it is not needed
 */
public record Estimate(double value, double standardError, double df, double critical) {
    /** Of the intervals, two-sided. */
    public static final double LEVEL = 0.95;

    private static final double POWER = 0.8;

    /** By Student's t; too short where lengths differ much and documents are few. */
    public Interval byT(Quantiles quantiles) {
        return around(quantiles.of((1 + LEVEL) / 2, df));
    }

    /** Symmetric percentile-t: right also for few documents of very different length. Not without {@link #critical}. */
    public Interval byBootstrap() {
        return around(critical);
    }

    /**
     * Two one-sided 95 % bounds: the truth is below the high one, and above the low one, with that confidence each. By Student's
     * t, widened as far as the bootstrap widens the two-sided interval.
     */
    public Interval oneSided() {
        double widening = Math.max(1, critical / StudentT.quantile((1 + LEVEL) / 2, df));
        return around(widening * StudentT.quantile(LEVEL, df));
    }

    /** The smallest true value that is told from 0 at two-sided 5 % with a power of 80 %. */
    public double detectable(Quantiles quantiles) {
        return standardError == 0 ? 0 : (quantiles.of((1 + LEVEL) / 2, df) + quantiles.of(POWER, df)) * standardError;
    }

    private Interval around(double factor) {
        double half = standardError == 0 ? 0 : factor * standardError;
        return new Interval(value - half, value + half);
    }
}
