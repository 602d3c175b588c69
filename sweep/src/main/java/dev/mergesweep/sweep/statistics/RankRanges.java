package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How ranks move over the resamples. */
final class RankRanges {
    private static final double LOWER = (1 - Estimate.LEVEL) / 2;

    private RankRanges() {}

    /** Ranks by the observed objective: 1 + number of smaller ones, where equal within rounding counts as equal. */
    static int[] observed(Residuals residuals) {
        double[] values = IntStream.range(0, residuals.candidates())
                .mapToDouble(residuals::objective)
                .toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Arrays.stream(values)
                .mapToInt(value -> 1 + below(sorted, value - residuals.rounding()))
                .toArray();
    }

    /** Quantiles of the rank over the resamples, the better of equal places below, the worse above. */
    static Finding.Standing[] over(Residuals residuals, Resamples resamples, JointBootstrap joint) {
        int candidates = residuals.candidates();
        int[][] low = new int[candidates][resamples.size()];
        int[][] high = new int[candidates][resamples.size()];
        IntStream.range(0, resamples.size()).parallel().forEach(b -> {
            double[] values = new double[candidates];
            Arrays.setAll(values, c -> joint.contrast(c).value() + joint.shifts(c)[b]);
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int c = 0; c < candidates; c++) {
                int smaller = below(sorted, values[c] - residuals.rounding());
                int upTo = smaller;
                while (upTo < candidates && sorted[upTo] <= values[c] + residuals.rounding()) {
                    upTo++;
                }
                low[c][b] = 1 + smaller;
                high[c][b] = upTo;
            }
        });
        int[] rank = observed(residuals);
        return IntStream.range(0, candidates)
                .parallel()
                .mapToObj(c -> new Finding.Standing(
                        rank[c], quantile(low[c], candidates, LOWER), quantile(high[c], candidates, 1 - LOWER)))
                .toArray(Finding.Standing[]::new);
    }

    /** Number of values smaller than the limit; written without a branch that a processor could guess wrong. */
    private static int below(double[] sorted, double limit) {
        int from = 0;
        int left = sorted.length;
        while (left > 1) {
            int half = left >>> 1;
            from += sorted[from + half - 1] < limit ? half : 0;
            left -= half;
        }
        return sorted[from] < limit ? from + 1 : from;
    }

    /** Smallest rank that at least this share of the draws does not exceed. */
    private static int quantile(int[] ranks, int worst, double share) {
        int[] counts = new int[worst + 1];
        for (int rank : ranks) {
            counts[rank]++;
        }
        double needed = share * ranks.length - 1e-9;
        int reached = 0;
        int rank = 0;
        while (rank < worst && (rank == 0 || reached < needed)) {
            rank++;
            reached += counts[rank];
        }
        return rank;
    }
}
