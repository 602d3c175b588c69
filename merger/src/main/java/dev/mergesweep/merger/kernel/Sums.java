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
        float[] x = new float[Codec.TILE];
        float[] y = new float[Codec.TILE];
        double[] dot = new double[LANES];
        double[] firstSquares = new double[LANES];
        double[] secondSquares = new double[LANES];
        for (long at = from; at < end; at += Codec.TILE) {
            int count = (int) Math.min(Codec.TILE, end - at);
            first.read(at, x, count);
            second.read(at, y, count);
            add(x, y, count, dot);
            add(x, x, count, firstSquares);
            add(y, y, count, secondSquares);
        }
        return new Sums(total(dot), total(firstSquares), total(secondSquares));
    }

    private static void add(float[] x, float[] y, int count, double[] sums) {
        for (int row = 0; row < count; row += LANES) {
            addRow(x, y, row, Math.min(LANES, count - row), sums);
        }
    }

    private static void addRow(float[] x, float[] y, int row, int count, double[] sums) {
        for (int i = 0; i < count; i++) {
            sums[i] += (double) x[row + i] * (double) y[row + i];
        }
    }

    private static double total(double[] sums) {
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }
}
