package dev.mergesweep.sweep.statistics;

import java.util.stream.IntStream;

/** How ranks move over the resamples. */
final class RankRanges {
    private static final double LOWER = (1 - Estimate.LEVEL) / 2;
    /** Candidates whose counts stay in the cache. */
    private static final int TILE = 32;
    /** Resamples ranked before they are counted. */
    private static final int ROUND = 1024;
    /** Resamples of one thread. */
    private static final int SLICE = 64;

    private RankRanges() {}

    /** Ranks by the observed objective: 1 + number of smaller ones, where equal within rounding counts as equal. */
    static int[] observed(Residuals residuals) {
        double[] values = IntStream.range(0, residuals.candidates())
                .mapToDouble(residuals::objective)
                .toArray();
        int[] low = new int[values.length];
        places(values, new Ascending(values.length), residuals.rounding(), low, new int[values.length]);
        return low;
    }

    /** Quantiles of the rank over the resamples, the better of equal places below, the worse above. */
    static Finding.Standing[] over(Residuals residuals, Resamples resamples, JointBootstrap joint) {
        int candidates = residuals.candidates();
        double[] differences = IntStream.range(0, candidates)
                .mapToDouble(c -> joint.contrast(c).value())
                .toArray();
        int[][] best = new int[candidates][candidates + 1];
        int[][] worst = new int[candidates][candidates + 1];
        int[][] low = new int[ROUND][candidates];
        int[][] high = new int[ROUND][candidates];
        for (int from = 0; from < resamples.size(); from += ROUND) {
            int first = from;
            int count = Math.min(ROUND, resamples.size() - from);
            IntStream.range(0, (count + SLICE - 1) / SLICE).parallel().forEach(slice -> {
                double[] values = new double[candidates];
                Ascending ascending = new Ascending(candidates);
                for (int r = slice * SLICE; r < Math.min(count, (slice + 1) * SLICE); r++) {
                    double[] moved = joint.shifts(first + r);
                    for (int c = 0; c < candidates; c++) {
                        values[c] = moved[c] + differences[c];
                    }
                    places(values, ascending, residuals.rounding(), low[r], high[r]);
                }
            });
            count(low, count, best);
            count(high, count, worst);
        }
        int[] rank = observed(residuals);
        return IntStream.range(0, candidates)
                .mapToObj(c -> new Finding.Standing(
                        rank[c],
                        quantile(best[c], LOWER * resamples.size()),
                        quantile(worst[c], (1 - LOWER) * resamples.size())))
                .toArray(Finding.Standing[]::new);
    }

    /** The best and the worst place of each value where those within rounding of it are equal to it. */
    private static void places(double[] values, Ascending ascending, double rounding, int[] low, int[] high) {
        ascending.sort(values);
        double[] sorted = ascending.sorted();
        int[] places = ascending.places();
        int smaller = 0;
        int upTo = 0;
        for (int rank = 0; rank < sorted.length; rank++) {
            double value = sorted[rank];
            while (sorted[smaller] < value - rounding) {
                smaller++;
            }
            while (upTo < sorted.length && sorted[upTo] <= value + rounding) {
                upTo++;
            }
            low[places[rank]] = 1 + smaller;
            high[places[rank]] = upTo;
        }
    }

    /** Counts how often every candidate had every rank; some candidates side by side, as they lie in memory. */
    private static void count(int[][] ranks, int rows, int[][] counts) {
        IntStream.range(0, (counts.length + TILE - 1) / TILE).parallel().forEach(tile -> {
            int to = Math.min(counts.length, (tile + 1) * TILE);
            for (int r = 0; r < rows; r++) {
                for (int c = tile * TILE; c < to; c++) {
                    counts[c][ranks[r][c]]++;
                }
            }
        });
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
