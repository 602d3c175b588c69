package dev.mergesweep.sweep.statistics;

/**
 * Quantiles for domains of which the resamples say nothing: of three documents one in nine draws the same one three times, and
 * its own standard error is then rounding alone. In their place Student's t with the effective number of documents less one.
 */
record FewDocuments(Residuals residuals) {
    /** From so many documents on, quantiles of t* are of use; simulated, see the decisions on statistics. */
    static final int ENOUGH_FOR_RESAMPLES = 6;

    private static final double UPPER = (1 + Estimate.LEVEL) / 2;

    /**
     * @param drawn by the bootstrap, for the difference of {@code left} and {@code right}
     * @return the same where all domains have documents enough
     */
    JointBootstrap.Critical critical(JointBootstrap.Critical drawn, int left, int right) {
        double[] domains = drawn.domains().clone();
        boolean few = false;
        for (int k = 0; k < domains.length; k++) {
            if (residuals.documents(k) < ENOUGH_FOR_RESAMPLES) {
                domains[k] = StudentT.quantile(UPPER, df(k));
                few = true;
            }
        }
        return few ? new JointBootstrap.Critical(StudentT.quantile(UPPER, df(left, right)), domains) : drawn;
    }

    /** Never below that of two documents of equal length. */
    private double df(int domain) {
        double size = 0;
        double squares = 0;
        for (double part : residuals.sizes(domain)) {
            size += part;
            squares += part * part;
        }
        return Math.max(1, size * size / squares - 1);
    }

    /** By Welch and Satterthwaite. */
    private double df(int left, int right) {
        double variance = 0;
        double shares = 0;
        double all = 0;
        for (int k = 0; k < residuals.domains(); k++) {
            double part =
                    residuals.weight(k) * residuals.inDomain(k, left, right).standardError();
            double df = df(k);
            variance += part * part;
            shares += part * part * part * part / df;
            all += df;
        }
        return shares > 0 ? variance * variance / shares : all;
    }
}
