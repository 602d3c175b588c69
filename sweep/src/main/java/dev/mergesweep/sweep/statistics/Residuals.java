package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * What is left of the nats when each candidate's own rate is taken out: {@code x - n theta}, the raw material of every
 * standard error. Residuals first, then squares: a difference of large sums would lose everything.
 *
 * <p>Column {@link #nobody()} is all zeros, so that a candidate alone is its difference to nobody.
 */
final class Residuals {
    /** A standard error below this share of the largest objective is a tie, not a measurement. */
    static final double ZERO = 1e-12;

    private final double[] weights;
    private final double[][] sizes;
    private final double[] totals;
    private final double[][] theta;
    private final double[][][] columns;
    private final double[] objectives;
    private final double scale;

    Residuals(ScoreTable table, Weights weights) {
        List<DomainScores> domains = table.domains();
        int candidates = table.candidates().size();
        this.weights = weights.over(domains);
        sizes = domains.stream().map(DomainScores::sizes).toArray(double[][]::new);
        totals = domains.stream().mapToDouble(DomainScores::size).toArray();
        theta = new double[domains.size()][candidates + 1];
        columns = new double[domains.size()][candidates + 1][];
        for (int k = 0; k < theta.length; k++) {
            for (int c = 0; c < candidates; c++) {
                theta[k][c] = domains.get(k).theta(c);
                columns[k][c] = residuals(domains.get(k), c);
            }
            columns[k][candidates] = new double[sizes[k].length];
        }
        objectives = Arrays.copyOf(Objective.values(table, weights), candidates + 1);
        scale = Arrays.stream(objectives).map(Math::abs).max().orElse(0);
    }

    private static double[] residuals(DomainScores domain, int candidate) {
        double[] out = new double[domain.sizes().length];
        Arrays.setAll(out, g -> domain.nats(candidate, g) - domain.sizes()[g] * domain.theta(candidate));
        return out;
    }

    int domains() {
        return sizes.length;
    }

    int candidates() {
        return objectives.length - 1;
    }

    int nobody() {
        return candidates();
    }

    int documents(int domain) {
        return sizes[domain].length;
    }

    double[] sizes(int domain) {
        return sizes[domain];
    }

    double weight(int domain) {
        return weights[domain];
    }

    /** Per document. */
    double[] column(int domain, int candidate) {
        return columns[domain][candidate];
    }

    double objective(int candidate) {
        return objectives[candidate];
    }

    /** Below this a difference of objectives, or its standard error, is rounding. */
    double rounding() {
        return ZERO * scale;
    }

    /** Difference of two candidates in one domain. */
    Contrast inDomain(int domain, int left, int right) {
        double[] a = columns[domain][left];
        double[] b = columns[domain][right];
        double squares = 0;
        for (int g = 0; g < a.length; g++) {
            double residual = a[g] - b[g];
            squares += residual * residual;
        }
        double error = Math.sqrt(squares * inflation(domain)) / totals[domain];
        return new Contrast(theta[domain][left] - theta[domain][right], error, a.length - 1.0);
    }

    /** Difference of two candidates' objectives; the domains are independent. */
    Contrast overall(int left, int right) {
        double variance = 0;
        double shares = 0;
        double allDf = 0;
        for (int k = 0; k < sizes.length; k++) {
            double part = weights[k] * inDomain(k, left, right).standardError();
            double df = sizes[k].length - 1.0;
            variance += part * part;
            shares += part * part * part * part / df;
            allDf += df;
        }
        double df = shares > 0 ? variance * variance / shares : allDf;
        return new Contrast(objectives[left] - objectives[right], Math.sqrt(variance), df);
    }

    /** {@code G / (G - 1)}: a variance estimated from G clusters around their own mean is too small by this. */
    double inflation(int domain) {
        double documents = sizes[domain].length;
        return documents / (documents - 1);
    }
}
