package dev.mergesweep.merger.kernel;

/**
 * The first columns of the first rows of a matrix.
 *
 * @param width columns of the whole matrix
 * @param columns at most {@code width}
 */
public record Corner(Operand matrix, long width, long rows, long columns) implements Operand {
    @Override
    public long size() {
        return rows * columns;
    }

    @Override
    public void read(long from, float[] tile, int count) {
        float[] run = new float[count];
        int done = 0;
        while (done < count) {
            long row = (from + done) / columns;
            long column = (from + done) % columns;
            int length = (int) Math.min(count - done, columns - column);
            matrix.read(row * width + column, run, length);
            System.arraycopy(run, 0, tile, done, length);
            done += length;
        }
    }

    @Override
    public Operand again() {
        return new Corner(matrix.again(), width, rows, columns);
    }
}
