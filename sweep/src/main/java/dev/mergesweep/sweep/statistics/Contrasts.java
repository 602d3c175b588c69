package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Differences between pairs of columns of {@link Residuals} in every resample. Three matrix products per domain carry all
 * of it: counts times residuals, times residuals and sizes, times squared differences.
 */
final class Contrasts {
    /** Cancellation leaves this share of the terms; a variance below it is none. */
    private static final double CANCELLED = 1e-14;

    private final Residuals residuals;
    private final int[] left;
    private final int[] right;
    private final Factors[] factors;

    /**
     * @param left columns to subtract from
     * @param right columns to subtract, one for each of {@code left}
     */
    Contrasts(Residuals residuals, int[] left, int[] right) {
        int[] base = IntStream.concat(Arrays.stream(left), Arrays.stream(right))
                .distinct()
                .sorted()
                .toArray();
        this.residuals = residuals;
        this.left = places(left, base);
        this.right = places(right, base);
        factors = new Factors[residuals.domains()];
        for (int k = 0; k < factors.length; k++) {
            factors[k] = factors(k, base);
        }
    }

    private static int[] places(int[] columns, int[] base) {
        return Arrays.stream(columns)
                .map(column -> Arrays.binarySearch(base, column))
                .toArray();
    }

    int size() {
        return left.length;
    }

    private Factors factors(int domain, int[] base) {
        int documents = residuals.documents(domain);
        double[][] plain = new double[documents][base.length];
        double[][] sized = new double[documents][base.length];
        double[][] squared = new double[documents][size()];
        for (int g = 0; g < documents; g++) {
            for (int c = 0; c < base.length; c++) {
                plain[g][c] = residuals.column(domain, base[c])[g];
                sized[g][c] = plain[g][c] * residuals.sizes(domain)[g];
            }
            for (int p = 0; p < size(); p++) {
                double residual = plain[g][left[p]] - plain[g][right[p]];
                squared[g][p] = residual * residual;
            }
        }
        return new Factors(plain, sized, squared);
    }

    /** Shift and own variance of every contrast in every resample of a block. */
    Draws draw(Resamples.Block block) {
        double[][][] shifts = new double[factors.length][block.rows()][size()];
        double[][][] variances = new double[factors.length][][];
        for (int k = 0; k < factors.length; k++) {
            Sums sums = sums(factors[k], block.domains()[k]);
            for (int r = 0; r < block.rows(); r++) {
                studentise(k, block.domains()[k], sums, r, shifts[k][r]);
            }
            variances[k] = sums.squared();
        }
        return new Draws(residuals, shifts, variances);
    }

    private static Sums sums(Factors factors, Resamples.Counts counts) {
        int rows = counts.size().length;
        double[][] plain = new double[rows][factors.plain()[0].length];
        double[][] sized = new double[rows][factors.sized()[0].length];
        double[][] squared = new double[rows][factors.squared()[0].length];
        Product.multiply(counts.documents(), factors.plain(), plain);
        Product.multiply(counts.documents(), factors.sized(), sized);
        Product.multiply(counts.documents(), factors.squared(), squared);
        return new Sums(plain, sized, squared);
    }

    /** Puts the variances in the place of the summed squares. */
    private void studentise(int domain, Resamples.Counts counts, Sums sums, int row, double[] shifts) {
        double[] plain = sums.plain()[row];
        double[] sized = sums.sized()[row];
        double[] squared = sums.squared()[row];
        double size = counts.size()[row];
        double inflation = residuals.inflation(domain) / (size * size);
        for (int p = 0; p < shifts.length; p++) {
            double shift = (plain[left[p]] - plain[right[p]]) / size;
            double spread = shift * shift * counts.squares()[row];
            double sum = squared[p] - 2 * shift * (sized[left[p]] - sized[right[p]]) + spread;
            shifts[p] = shift;
            squared[p] = sum > CANCELLED * (squared[p] + spread) ? sum * inflation : 0;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Factors(double[][] plain, double[][] sized, double[][] squared) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Sums(double[][] plain, double[][] sized, double[][] squared) {}

    /** Per domain, resample and contrast. A domain that is alone has all of the weight: its figures are the objective's. */
    @SuppressWarnings("ArrayRecordComponent")
    record Draws(Residuals residuals, double[][][] shifts, double[][][] variances) {

        /** How far the objective's difference moved, for every contrast; only to be read. */
        double[] shift(int row) {
            if (shifts.length == 1) {
                return shifts[0][row];
            }
            double[] shift = new double[shifts[0][row].length];
            for (int k = 0; k < shifts.length; k++) {
                add(residuals.weight(k), shifts[k][row], shift);
            }
            return shift;
        }

        private double[] variance(int row) {
            if (variances.length == 1) {
                return variances[0][row];
            }
            double[] variance = new double[variances[0][row].length];
            for (int k = 0; k < variances.length; k++) {
                double weight = residuals.weight(k);
                add(weight * weight, variances[k][row], variance);
            }
            return variance;
        }

        /** How far it moved, by its standard error in the resample; 0 where that is 0. */
        double[] t(int row) {
            double[] shift = shift(row);
            double[] variance = variance(row);
            double[] t = new double[shift.length];
            for (int p = 0; p < t.length; p++) {
                t[p] = variance[p] > 0 ? shift[p] / Math.sqrt(variance[p]) : 0;
            }
            return t;
        }

        private static void add(double factor, double[] values, double[] sum) {
            for (int p = 0; p < sum.length; p++) {
                sum[p] += factor * values[p];
            }
        }

        double t(int domain, int row, int contrast) {
            double variance = variances[domain][row][contrast];
            return variance > 0 ? shifts[domain][row][contrast] / Math.sqrt(variance) : 0;
        }
    }
}
