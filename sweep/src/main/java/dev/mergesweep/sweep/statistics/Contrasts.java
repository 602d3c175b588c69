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
    private final int columns;
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
        columns = base.length;
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

    /** Columns that the contrasts are made of. */
    int columns() {
        return columns;
    }

    Residuals residuals() {
        return residuals;
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

    /** Memory for the draws of one block of resamples after the other. */
    Draws draws() {
        return new Draws(this);
    }

    /** Puts a block's shifts and variances of one domain into the place of those of the block before. */
    void draw(int domain, Resamples.Counts counts, Sums sums, double[][] shifts) {
        Product.multiply(counts.documents(), factors[domain].plain(), sums.plain());
        Product.multiply(counts.documents(), factors[domain].sized(), sums.sized());
        Product.multiply(counts.documents(), factors[domain].squared(), sums.squared());
        for (int r = 0; r < counts.size().length; r++) {
            studentise(domain, counts, sums, r, shifts[r]);
        }
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

    /** What the products of one domain give, per resample; {@code plain} and {@code sized} for every single column, {@code squared} for every contrast. */
    @SuppressWarnings("ArrayRecordComponent")
    record Sums(double[][] plain, double[][] sized, double[][] squared) {}
}
