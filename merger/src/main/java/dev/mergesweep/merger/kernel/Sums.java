package dev.mergesweep.merger.kernel;

import java.util.stream.LongStream;

/**
 * Dot product and squared lengths of a pair, in double.
 *
 * <p>The order is part of the contract: {@link #LANES} sums run side by side through a chunk of {@link #CHUNK} elements, are then
 * added in order, and chunks are added in order. Neither the number of threads nor the width of a vector register plays a part, so
 * every machine gets the same bits.
 */
record Sums(double dot, double firstSquares, double secondSquares) {
    /** Elements that one task sums. */
    static final int CHUNK = 1 << 20;

    private static final int LANES = 128;

    static Sums of(Operand first, Operand second) {
        long size = first.size();
        return LongStream.range(0, (size + CHUNK - 1) / CHUNK)
                .parallel()
                .mapToObj(chunk ->
                        chunk(first.again(), second.again(), chunk * CHUNK, Math.min(size, (chunk + 1) * CHUNK)))
                .toList()
                .stream()
                .reduce(new Sums(0, 0, 0), Sums::plus);
    }

    private Sums plus(Sums other) {
        return new Sums(dot + other.dot, firstSquares + other.firstSquares, secondSquares + other.secondSquares);
    }

    private static Sums chunk(Operand first, Operand second, long from, long end) {
        float[] x = new float[Codec.SMALL_TILE];
        float[] y = new float[Codec.SMALL_TILE];
        Lanes lanes = new Lanes();
        for (long at = from; at < end; at += Codec.SMALL_TILE) {
            int count = (int) Math.min(Codec.SMALL_TILE, end - at);
            first.read(at, x, count);
            second.read(at, y, count);
            for (int row = 0; row < count; row += LANES) {
                lanes.add(x, y, row, Math.min(LANES, count - row));
            }
        }
        return lanes.total();
    }

    /** The running sums of one chunk. */
    private static final class Lanes {
        private final double[] dot = new double[LANES];
        private final double[] firstSquares = new double[LANES];
        private final double[] secondSquares = new double[LANES];

        void add(float[] x, float[] y, int row, int count) {
            double[] d = dot;
            double[] p = firstSquares;
            double[] q = secondSquares;
            for (int i = 0; i < count; i++) {
                double u = x[row + i];
                double v = y[row + i];
                d[i] += u * v;
                p[i] += u * u;
                q[i] += v * v;
            }
        }

        Sums total() {
            return new Sums(total(dot), total(firstSquares), total(secondSquares));
        }

        private static double total(double[] sums) {
            double total = 0;
            for (double sum : sums) {
                total += sum;
            }
            return total;
        }
    }
}
