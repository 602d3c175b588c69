package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How ranks move over the resamples. */
final class RankRanges {
    private static final double LOWER = (1 - Estimate.LEVEL) / 2;
    /** Candidates whose counts stay in the cache. */
    private static final int TILE = 32;

    private RankRanges() {}

    /** Ranks by the observed objective: 1 + number of smaller ones, where equal within rounding counts as equal. */
    static int[] observed(Residuals residuals) {
        double[] values = IntStream.range(0, residuals.candidates())
                .mapToDouble(residuals::objective)
                .toArray();
        int[] low = new int[values.length];
        places(values, residuals.rounding(), low, new int[values.length]);
        return low;
    }

    /** Quantiles of the rank over the resamples, the better of equal places below, the worse above. */
    static Finding.Standing[] over(Residuals residuals, Resamples resamples, JointBootstrap joint) {
        int candidates = residuals.candidates();
        double[] differences = IntStream.range(0, candidates)
                .mapToDouble(c -> joint.contrast(c).value())
                .toArray();
        int[][] low = new int[resamples.size()][candidates];
        int[][] high = new int[resamples.size()][candidates];
        IntStream.range(0, resamples.size()).parallel().forEach(b -> {
            double[] values = joint.shifts(b).clone();
            for (int c = 0; c < candidates; c++) {
                values[c] += differences[c];
            }
            places(values, residuals.rounding(), low[b], high[b]);
        });
        int[] rank = observed(residuals);
        int[] best = quantiles(low, candidates, LOWER);
        int[] worst = quantiles(high, candidates, 1 - LOWER);
        return IntStream.range(0, candidates)
                .mapToObj(c -> new Finding.Standing(rank[c], best[c], worst[c]))
                .toArray(Finding.Standing[]::new);
    }

    /** The best and the worst place of each value where those within rounding of it are equal to it. */
    private static void places(double[] values, double rounding, int[] low, int[] high) {
        int[] order = ascending(values);
        int smaller = 0;
        int upTo = 0;
        for (int place : order) {
            while (values[order[smaller]] < values[place] - rounding) {
                smaller++;
            }
            while (upTo < order.length && values[order[upTo]] <= values[place] + rounding) {
                upTo++;
            }
            low[place] = 1 + smaller;
            high[place] = upTo;
        }
    }

    /** Places of the values, smallest first. Sorted as numbers whose last bits are the place; what these bits hid is put right after. */
    private static int[] ascending(double[] values) {
        long places = Long.highestOneBit(values.length) * 2 - 1;
        long[] keys = new long[values.length];
        for (int c = 0; c < keys.length; c++) {
            long bits = Double.doubleToLongBits(values[c]);
            // Negative numbers are ordered by their size, the wrong way round.
            long ordered = bits ^ (bits >> 63 & Long.MAX_VALUE);
            keys[c] = ordered & ~places | c;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) {
            int place = (int) (keys[i] & places);
            int to = i;
            while (to > 0 && values[order[to - 1]] > values[place]) {
                order[to] = order[to - 1];
                to--;
            }
            order[to] = place;
        }
        return order;
    }

    /** Of every candidate, over resamples; some side by side, as they lie in memory. */
    private static int[] quantiles(int[][] ranks, int candidates, double share) {
        int[] quantiles = new int[candidates];
        IntStream.range(0, (candidates + TILE - 1) / TILE).parallel().forEach(tile -> {
            int from = tile * TILE;
            int to = Math.min(candidates, from + TILE);
            int[][] counts = new int[to - from][candidates + 1];
            for (int[] resample : ranks) {
                for (int c = from; c < to; c++) {
                    counts[c - from][resample[c]]++;
                }
            }
            for (int c = from; c < to; c++) {
                quantiles[c] = quantile(counts[c - from], share * ranks.length);
            }
        });
        return quantiles;
    }

    /** Smallest rank that at least so many draws do not exceed. @param counts of draws, by rank */
    private static int quantile(int[] counts, double draws) {
        double needed = draws - 1e-9;
        int worst = counts.length - 1;
        int reached = 0;
        int rank = 0;
        while (rank < worst && (rank == 0 || reached < needed)) {
            rank++;
            reached += counts[rank];
        }
        return rank;
    }
}
