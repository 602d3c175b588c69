package dev.mergesweep.sweep.statistics;

/**
 * How documents are drawn again. The same values give the same bits, whatever the number of threads.
 *
 * @param resamples at least 100
 */
public record Bootstrap(int resamples, long seed) {
    /** 10,000 resamples: four standard errors of a p-value of 5 % are 0.9 points. */
    public static final Bootstrap DEFAULT = new Bootstrap(10_000, 20_260_101);

    public Bootstrap {
        if (resamples < 100) {
            throw new IllegalArgumentException("%d resamples are too few, take at least 100".formatted(resamples));
        }
    }
}
