package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The step-down of Romano and Wolf (2005), one-sided, fed from the weakest evidence to the strongest: the draws of a
 * candidate are compared together with those of all weaker ones. Each resample gives two draws, t* and -t*, which keeps
 * the level where merges err alike.
 */
final class StepDown {
    /** Resamples taken together: slices are counted side by side. */
    private static final int SLICE = 1024;

    private final double[] up;
    private final double[] down;

    StepDown(int resamples) {
        up = new double[resamples];
        down = new double[resamples];
        Arrays.fill(up, Double.NEGATIVE_INFINITY);
        Arrays.fill(down, Double.NEGATIVE_INFINITY);
    }

    /**
     * The next candidates' p-values, before {@link #monotone}.
     *
     * @param evidence large is better than the reference; not below that of the candidate before
     * @param draws t* of each candidate, one per resample
     */
    double[] next(double[] evidence, double[][] draws) {
        int[][] reached = IntStream.range(0, (up.length + SLICE - 1) / SLICE)
                .parallel()
                .mapToObj(slice -> reached(evidence, draws, slice * SLICE))
                .toArray(int[][]::new);
        double[] p = new double[evidence.length];
        for (int c = 0; c < p.length; c++) {
            int all = 0;
            for (int[] ofSlice : reached) {
                all += ofSlice[c];
            }
            p[c] = (1.0 + all) / (2.0 * up.length + 1);
        }
        return p;
    }

    /** In how many draws from a resample on, of a slice, the maximum reaches the evidence; for each candidate. */
    private int[] reached(double[] evidence, double[][] draws, int from) {
        int to = Math.min(up.length, from + SLICE);
        int[] reached = new int[evidence.length];
        for (int c = 0; c < reached.length; c++) {
            reached[c] = reached(evidence[c], draws[c], from, to);
        }
        return reached;
    }

    private int reached(double evidence, double[] draws, int from, int to) {
        int reached = 0;
        for (int b = from; b < to; b++) {
            up[b] = Math.max(up[b], draws[b]);
            down[b] = Math.max(down[b], -draws[b]);
            reached += (up[b] >= evidence ? 1 : 0) + (down[b] >= evidence ? 1 : 0);
        }
        return reached;
    }

    /** Raises each p-value to the largest of those before it. @param strongestFirst changed in place */
    static void monotone(double[] strongestFirst) {
        double largest = 0;
        for (int j = 0; j < strongestFirst.length; j++) {
            largest = Math.max(largest, strongestFirst[j]);
            strongestFirst[j] = largest;
        }
    }

    /** Holm's step-down on p-values of single tests: the closed form beside the bootstrap. */
    static double[] holm(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sorted = new double[p.length];
        Arrays.setAll(sorted, j -> Math.min(1, (p.length - j) * p[order[j]]));
        monotone(sorted);
        double[] adjusted = new double[p.length];
        for (int j = 0; j < order.length; j++) {
            adjusted[order[j]] = sorted[j];
        }
        return adjusted;
    }
}
