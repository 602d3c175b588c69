package dev.mergesweep.sweep.statistics;

import java.util.Arrays;

/**
 * Products of matrices of doubles, given as rows. Sums run in one order, four terms at a time, multiplied and then added:
 * the same bits on every machine, whatever the width of its vectors.
 */
final class Product {
    /** Columns taken at a time: four rows of the right factor, 16 KiB, stay in the first-level cache. */
    private static final int TILE = 512;

    private Product() {}

    /**
     * Writes {@code left times right}.
     *
     * @param left rows of as many values as {@code right} has rows
     * @param out at least as many rows as {@code left}, of which only so many are written; as many columns as {@code right}
     */
    static void multiply(double[][] left, double[][] right, double[][] out) {
        int columns = out[0].length;
        for (int r = 0; r < left.length; r++) {
            Arrays.fill(out[r], 0);
        }
        for (int from = 0; from < columns; from += TILE) {
            int to = Math.min(columns, from + TILE);
            int k = 0;
            for (; k + 4 <= right.length; k += 4) {
                for (int r = 0; r < left.length; r++) {
                    addFour(left[r], k, right, out[r], from, to);
                }
            }
            for (; k < right.length; k++) {
                for (int r = 0; r < left.length; r++) {
                    add(left[r][k], right[k], out[r], from, to);
                }
            }
        }
    }

    private static void addFour(double[] left, int k, double[][] right, double[] out, int from, int to) {
        double a = left[k];
        double b = left[k + 1];
        double c = left[k + 2];
        double d = left[k + 3];
        double[] w = right[k];
        double[] x = right[k + 1];
        double[] y = right[k + 2];
        double[] z = right[k + 3];
        for (int j = from; j < to; j++) {
            out[j] += a * w[j] + b * x[j] + c * y[j] + d * z[j];
        }
    }

    private static void add(double a, double[] right, double[] out, int from, int to) {
        for (int j = from; j < to; j++) {
            out[j] += a * right[j];
        }
    }
}
