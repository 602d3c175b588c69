package dev.mergesweep.sweep.statistics;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.jspecify.annotations.Nullable;

/**
 * Documents drawn with replacement, in each domain for itself; the same counts for all candidates. Drawn block by block,
 * each from a seed of its own, so that blocks may be computed in any order, side by side, and again. They are drawn once where
 * there is room to keep them.
 */
final class Resamples {
    /** Resamples of one block, at most. */
    static final int BLOCK = 64;

    /** Counts, 8 bytes each: 64 MiB. */
    private static final long KEPT = 1L << 23;
    /** Of SplitMix64 (Steele, Lea and Flood 2014), to spread neighbouring seeds over the whole state. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final Residuals residuals;
    private final Bootstrap bootstrap;
    /** Empty where all of them would take too much room. */
    private final @Nullable Block[] kept;

    Resamples(Residuals residuals, Bootstrap bootstrap) {
        this.residuals = residuals;
        this.bootstrap = bootstrap;
        long documents = IntStream.range(0, residuals.domains())
                .mapToLong(residuals::documents)
                .sum();
        kept = new Block[documents * size() <= KEPT ? blocks() : 0];
    }

    /** How many there are. */
    int size() {
        return bootstrap.resamples();
    }

    /** Whether percentile-t intervals are to be made of them. */
    boolean intervals() {
        return IntStream.range(0, residuals.domains())
                .anyMatch(domain -> residuals.documents(domain) < bootstrap.documents());
    }

    private int blocks() {
        return (size() + BLOCK - 1) / BLOCK;
    }

    /** Hands every block to one of several workers, of which each has a thread and memory of its own; not to be called from several threads. */
    void forEachBlock(Supplier<Consumer<Block>> workers) {
        AtomicInteger next = new AtomicInteger();
        IntStream.rangeClosed(0, ForkJoinPool.getCommonPoolParallelism())
                .parallel()
                .forEach(thread -> {
                    Consumer<Block> worker = workers.get();
                    for (int index = next.getAndIncrement(); index < blocks(); index = next.getAndIncrement()) {
                        worker.accept(block(index));
                    }
                });
    }

    private Block block(int index) {
        if (index >= kept.length) {
            return draw(index);
        }
        Block block = kept[index];
        if (block == null) {
            block = draw(index);
            kept[index] = block;
        }
        return block;
    }

    private Block draw(int index) {
        int first = index * BLOCK;
        int rows = Math.min(BLOCK, size() - first);
        RandomGenerator random = new Well19937c(mix(bootstrap.seed() + index * GOLDEN));
        Counts[] domains = new Counts[residuals.domains()];
        for (int k = 0; k < domains.length; k++) {
            domains[k] = Counts.draw(rows, residuals.sizes(k), random);
        }
        return new Block(first, rows, domains);
    }

    private static long mix(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /**
     * Some resamples in a row.
     *
     * @param first number of the first one
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(int first, int rows, Counts[] domains) {}

    /**
     * How often each document of one domain was drawn.
     *
     * @param documents per resample, per document
     * @param size summed sizes of the documents drawn, per resample
     * @param squares summed squares of these sizes
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Counts(double[][] documents, double[] size, double[] squares) {

        private static Counts draw(int rows, double[] sizes, RandomGenerator random) {
            double[][] counts = new double[rows][sizes.length];
            double[] size = new double[rows];
            double[] squares = new double[rows];
            for (int r = 0; r < rows; r++) {
                count(counts[r], random);
                for (int g = 0; g < sizes.length; g++) {
                    size[r] += counts[r][g] * sizes[g];
                    squares[r] += counts[r][g] * sizes[g] * sizes[g];
                }
            }
            return new Counts(counts, size, squares);
        }

        /** As many draws as there are documents. A method of its own: it is compiled after a few rows. */
        private static void count(double[] counts, RandomGenerator random) {
            for (int draw = 0; draw < counts.length; draw++) {
                counts[random.nextInt(counts.length)]++;
            }
        }
    }
}
