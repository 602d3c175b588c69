package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The joint bootstrap once more, straight from its definition and all draws in memory: the oracle of the fast one, and the
 * ground for variants that are compared with but not shown.
 */
final class PlainBootstrap {
    private final Residuals residuals;
    private final double[][][] counts;
    private final int resamples;

    PlainBootstrap(Residuals residuals, Bootstrap bootstrap) {
        this.residuals = residuals;
        resamples = bootstrap.resamples();
        counts = new double[residuals.domains()][resamples][];
        new Resamples(residuals, bootstrap).forEachBlock(() -> block -> {
            for (int k = 0; k < counts.length; k++) {
                System.arraycopy(block.domains()[k].documents(), 0, counts[k], block.first(), block.rows());
            }
        });
    }

    /** Per resample, per column. */
    @SuppressWarnings("ArrayRecordComponent")
    record Draws(double[][] shift, double[][] t) {

        /** Studentised by the deviation of all shifts, the same in every resample. */
        Draws fixed(boolean[] constant) {
            double[][] t = new double[shift.length][];
            double[] deviation = deviation(constant);
            Arrays.setAll(t, b -> {
                double[] row = new double[deviation.length];
                Arrays.setAll(row, p -> constant[p] ? 0 : shift[b][p] / deviation[p]);
                return row;
            });
            return new Draws(shift, t);
        }

        double[] deviation(boolean[] constant) {
            double[] deviation = new double[constant.length];
            Arrays.setAll(
                    deviation,
                    p -> Math.sqrt(Arrays.stream(shift)
                            .mapToDouble(row -> row[p] * row[p])
                            .average()
                            .orElseThrow()));
            return deviation;
        }

        double[][] each(DoubleUnaryOperator change) {
            return Arrays.stream(t)
                    .map(row -> Arrays.stream(row).map(change).toArray())
                    .toArray(double[][]::new);
        }
    }

    /** @param columns per domain, per document, per column; @param constant columns without a standard error */
    Draws draw(double[][][] columns, boolean[] constant) {
        double[][] shift = new double[resamples][constant.length];
        double[][] t = new double[resamples][constant.length];
        for (int k = 0; k < columns.length; k++) {
            add(k, columns[k], shift, t);
        }
        for (int b = 0; b < resamples; b++) {
            for (int p = 0; p < constant.length; p++) {
                boolean there = t[b][p] > 0 && !constant[p];
                t[b][p] = there ? shift[b][p] / Math.sqrt(t[b][p]) : 0;
            }
        }
        return new Draws(shift, t);
    }

    private void add(int k, double[][] column, double[][] shift, double[][] variance) {
        double[] n = residuals.sizes(k);
        double[][] sum = product(k, column, (value, _) -> value);
        double[][] squares = product(k, column, (value, _) -> value * value);
        double[][] sized = product(k, column, (value, size) -> value * size);
        for (int b = 0; b < resamples; b++) {
            double size = 0;
            double sizes = 0;
            for (int g = 0; g < n.length; g++) {
                size += counts[k][b][g] * n[g];
                sizes += counts[k][b][g] * n[g] * n[g];
            }
            for (int p = 0; p < shift[b].length; p++) {
                double d = sum[b][p] / size;
                double spread = Math.max(0, squares[b][p] - 2 * d * sized[b][p] + d * d * sizes);
                shift[b][p] += residuals.weight(k) * d;
                variance[b][p] +=
                        residuals.weight(k) * residuals.weight(k) * spread * residuals.inflation(k) / (size * size);
            }
        }
    }

    private interface Term {
        double of(double residual, double size);
    }

    private double[][] product(int k, double[][] column, Term term) {
        double[][] right = new double[column.length][];
        Arrays.setAll(
                right,
                g -> Arrays.stream(column[g])
                        .map(value -> term.of(value, residuals.sizes(k)[g]))
                        .toArray());
        double[][] out = new double[resamples][column[0].length];
        Product.multiply(counts[k], right, out);
        return out;
    }

    /** Columns of differences: left minus right, per domain. */
    double[][][] differences(int[] left, int[] right) {
        double[][][] columns = new double[residuals.domains()][][];
        for (int k = 0; k < columns.length; k++) {
            int domain = k;
            columns[k] = IntStream.range(0, residuals.documents(k))
                    .mapToObj(g -> IntStream.range(0, left.length)
                            .mapToDouble(p -> residuals.column(domain, left[p])[g]
                                    - residuals.column(domain, right[p])[g])
                            .toArray())
                    .toArray(double[][]::new);
        }
        return columns;
    }
}
