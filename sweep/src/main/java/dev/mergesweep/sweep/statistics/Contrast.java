package dev.mergesweep.sweep.statistics;

/**
 * A difference of two candidates as observed, without its bootstrap.
 *
 * @param value left minus right
 * @param df degrees of freedom of the standard error
 */
record Contrast(double value, double standardError, double df) {

    /** Nothing varies between documents: there is nothing to estimate. */
    boolean constant(double rounding) {
        return standardError < rounding;
    }

    /** Nothing varies, and there is no difference. */
    boolean tie(double rounding) {
        return constant(rounding) && Math.abs(value) < rounding;
    }

    /** 0 for a tie, infinite for a difference that is the same in every token. */
    double t(double rounding) {
        if (tie(rounding)) {
            return 0;
        }
        return constant(rounding) ? Math.signum(value) * Double.POSITIVE_INFINITY : value / standardError;
    }

    /** One-sided: the chance of a difference this far below 0, or farther, where there is none. */
    double better(double rounding) {
        return tie(rounding) ? 1 : StudentT.atMost(t(rounding), df);
    }

    double twoSided(double rounding) {
        return tie(rounding) ? 1 : StudentT.beyond(t(rounding), df);
    }

    Estimate estimate(double critical) {
        return new Estimate(value, standardError, df, critical);
    }
}
