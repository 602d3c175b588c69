package dev.mergesweep.sweep.statistics;

import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Documents drawn with replacement, in each domain for itself; the same counts for all candidates. Drawn block by block,
 * each from a seed of its own, so that blocks may be computed in any order, side by side, and again.
 */
final class Resamples {
    private static final int BLOCK = 64;
    /** Of SplitMix64 (Steele, Lea and Flood 2014), to spread neighbouring seeds over the whole state. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final Residuals residuals;
    private final Bootstrap bootstrap;

    Resamples(Residuals residuals, Bootstrap bootstrap) {
        this.residuals = residuals;
        this.bootstrap = bootstrap;
    }

    /** How many there are. */
    int size() {
        return bootstrap.resamples();
    }

    /** Hands every block to {@code work}, several at a time. */
    void forEachBlock(Consumer<Block> work) {
        IntStream.range(0, (size() + BLOCK - 1) / BLOCK).parallel().forEach(index -> work.accept(block(index)));
    }

    private Block block(int index) {
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
                for (int draw = 0; draw < sizes.length; draw++) {
                    counts[r][random.nextInt(sizes.length)]++;
                }
                for (int g = 0; g < sizes.length; g++) {
                    size[r] += counts[r][g] * sizes[g];
                    squares[r] += counts[r][g] * sizes[g] * sizes[g];
                }
            }
            return new Counts(counts, size, squares);
        }
    }
}
