package dev.mergesweep.sweep.statistics;

/**
 * How documents are drawn again. The same values give the same bits, whatever the number of threads.
 *
 * @param resamples at least 100
 * @param documents percentile-t intervals are made where the smallest domain has fewer; with more of them the t intervals hold, and
 *     nobody asks for two
 */
public record Bootstrap(int resamples, long seed, int documents) {
    /** From so many documents in the smallest domain on, t intervals are long enough. */
    public static final int ENOUGH_FOR_T = 100;

    /** 10,000 resamples: four standard errors of a p-value of 5 % are 0.9 points. */
    public static final Bootstrap DEFAULT = new Bootstrap(10_000, 20_260_101);

    /** The same, for a ranking, which shows one kind of interval. */
    public static final Bootstrap RANKING = new Bootstrap(DEFAULT.resamples(), DEFAULT.seed(), ENOUGH_FOR_T);

    public Bootstrap {
        if (resamples < 100) {
            throw new IllegalArgumentException("%d resamples are too few, take at least 100".formatted(resamples));
        }
    }

    /** Percentile-t intervals whatever the number of documents. */
    public Bootstrap(int resamples, long seed) {
        this(resamples, seed, Integer.MAX_VALUE);
    }
}
