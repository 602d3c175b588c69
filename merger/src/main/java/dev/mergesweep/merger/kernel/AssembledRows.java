package dev.mergesweep.merger.kernel;

import java.util.List;

/**
 * A matrix put together row by row.
 *
 * @param width columns of every row
 */
public record AssembledRows(List<Row> rows, int width) implements Operand {
    public AssembledRows {
        rows = List.copyOf(rows);
    }

    /** One row; reads columns {@code from} up to {@code from + count} into the beginning of {@code target}. */
    public interface Row {
        void read(int from, float[] target, int count);

        Row again();
    }

    /** Row {@code index} of a matrix that is {@code width} wide. */
    public record Of(Operand matrix, long index, int width) implements Row {
        @Override
        public void read(int from, float[] target, int count) {
            matrix.read(index * width + from, target, count);
        }

        @Override
        public Row again() {
            return new Of(matrix.again(), index, width);
        }
    }

    /** A row known beforehand. */
    public static final class Known implements Row {
        private final float[] values;

        public Known(float[] values) {
            this.values = values.clone();
        }

        @Override
        public void read(int from, float[] target, int count) {
            System.arraycopy(values, from, target, 0, count);
        }

        @Override
        public Row again() {
            return this;
        }
    }

    @Override
    public long size() {
        return (long) rows.size() * width;
    }

    @Override
    public void read(long from, float[] tile, int count) {
        float[] run = new float[count];
        int done = 0;
        while (done < count) {
            int row = (int) ((from + done) / width);
            int column = (int) ((from + done) % width);
            int length = Math.min(count - done, width - column);
            rows.get(row).read(column, run, length);
            System.arraycopy(run, 0, tile, done, length);
            done += length;
        }
    }

    @Override
    public Operand again() {
        return new AssembledRows(rows.stream().map(Row::again).toList(), width);
    }
}
