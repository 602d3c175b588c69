package dev.mergesweep.sweep.statistics;

import java.util.Arrays;

/**
 * Shift and own variance of every contrast in every resample of a block. One thread takes one block after the other: megabytes a block, used again.
 * A domain that is alone has all of the weight: its figures are the objective's.
 */
final class Draws {
    private final Contrasts contrasts;
    private final Residuals residuals;
    private final double[][] plain;
    private final double[][] sized;
    /** Per domain, resample and contrast. */
    private final double[][][] shifts;

    private final double[][][] variances;
    private final double[] shift;
    private final double[] variance;
    private final double[] t;

    Draws(Contrasts contrasts) {
        int size = contrasts.size();
        this.contrasts = contrasts;
        residuals = contrasts.residuals();
        plain = new double[Resamples.BLOCK][contrasts.columns()];
        sized = new double[Resamples.BLOCK][contrasts.columns()];
        shifts = new double[residuals.domains()][Resamples.BLOCK][size];
        variances = new double[residuals.domains()][Resamples.BLOCK][size];
        shift = new double[size];
        variance = new double[size];
        t = new double[size];
    }

    /** Goes to the next block. */
    void take(Resamples.Block block) {
        for (int k = 0; k < shifts.length; k++) {
            contrasts.draw(k, block.domains()[k], new Contrasts.Sums(plain, sized, variances[k]), shifts[k]);
        }
    }

    /** How far the objective's difference moved, for every contrast; only to be read, until the next row is asked for. */
    double[] shift(int row) {
        if (shifts.length == 1) {
            return shifts[0][row];
        }
        Arrays.fill(shift, 0);
        for (int k = 0; k < shifts.length; k++) {
            add(residuals.weight(k), shifts[k][row], shift);
        }
        return shift;
    }

    private double[] variance(int row) {
        if (variances.length == 1) {
            return variances[0][row];
        }
        Arrays.fill(variance, 0);
        for (int k = 0; k < variances.length; k++) {
            double weight = residuals.weight(k);
            add(weight * weight, variances[k][row], variance);
        }
        return variance;
    }

    /** How far it moved, by its standard error in the resample; 0 where that is 0. Only to be read, until the next row is asked for. */
    double[] t(int row) {
        double[] moved = shift(row);
        double[] own = variance(row);
        for (int p = 0; p < t.length; p++) {
            t[p] = own[p] > 0 ? moved[p] / Math.sqrt(own[p]) : 0;
        }
        return t;
    }

    double t(int domain, int row, int contrast) {
        double own = variances[domain][row][contrast];
        return own > 0 ? shifts[domain][row][contrast] / Math.sqrt(own) : 0;
    }

    private static void add(double factor, double[] values, double[] sum) {
        for (int p = 0; p < sum.length; p++) {
            sum[p] += factor * values[p];
        }
    }
}
