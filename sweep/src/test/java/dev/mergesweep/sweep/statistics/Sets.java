package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Model confidence sets by the book: the statistic is drawn again for whoever is still in. */
record Sets(Residuals residuals, PlainBootstrap plain) {

    /** By the range statistic: the largest |t| of a pair; the worse of it leaves. */
    double[] range(boolean fixed) {
        int all = residuals.candidates();
        int[][] pairs = IntStream.range(0, all)
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, all).mapToObj(j -> new int[] {i, j}))
                .toArray(int[][]::new);
        int[] left = Arrays.stream(pairs).mapToInt(pair -> pair[0]).toArray();
        int[] right = Arrays.stream(pairs).mapToInt(pair -> pair[1]).toArray();
        boolean[] constant = new boolean[pairs.length];
        for (int p = 0; p < pairs.length; p++) {
            constant[p] = residuals.overall(left[p], right[p]).constant(residuals.rounding());
        }
        PlainBootstrap.Draws anew = plain.draw(plain.differences(left, right), constant);
        PlainBootstrap.Draws draws = fixed ? anew.fixed(constant) : anew;
        double[] deviation = anew.deviation(constant);
        double[] observed = new double[pairs.length];
        Arrays.setAll(observed, p -> {
            Contrast contrast = residuals.overall(left[p], right[p]);
            return fixed && !constant[p] ? contrast.value() / deviation[p] : contrast.t(residuals.rounding());
        });
        return leave(pairs, observed, draws);
    }

    private double[] leave(int[][] pairs, double[] observed, PlainBootstrap.Draws draws) {
        boolean[] in = new boolean[residuals.candidates()];
        Arrays.fill(in, true);
        double[] p = new double[in.length];
        Arrays.fill(p, 1);
        double largest = 0;
        for (int step = 1; step < in.length; step++) {
            int[] live = IntStream.range(0, pairs.length)
                    .filter(pair -> in[pairs[pair][0]] && in[pairs[pair][1]])
                    .toArray();
            int widest = live[0];
            for (int pair : live) {
                widest = Math.abs(observed[pair]) > Math.abs(observed[widest]) ? pair : widest;
            }
            double statistic = Math.abs(observed[widest]);
            if (statistic == 0) {
                break;
            }
            largest = Math.max(largest, share(draws, live, statistic, true));
            int leaves = pairs[widest][observed[widest] > 0 ? 0 : 1];
            in[leaves] = false;
            p[leaves] = largest;
        }
        return p;
    }

    private static double share(PlainBootstrap.Draws draws, int[] columns, double statistic, boolean absolute) {
        long above = Arrays.stream(draws.t())
                .filter(row -> IntStream.of(columns)
                        .anyMatch(column -> (absolute ? Math.abs(row[column]) : row[column]) > statistic))
                .count();
        return (double) above / draws.t().length;
    }

    /** By the largest difference to the mean of those still in; the worst leaves. */
    double[] max(boolean fixed) {
        int[] in = IntStream.range(0, residuals.candidates()).toArray();
        double[] p = new double[in.length];
        Arrays.fill(p, 1);
        double largest = 0;
        while (in.length > 1) {
            double[][][] columns = againstMean(in);
            double[] observed = new double[in.length];
            PlainBootstrap.Draws draws = studentise(in, columns, observed, fixed);
            int worst = 0;
            for (int i = 1; i < in.length; i++) {
                worst = observed[i] > observed[worst] ? i : worst;
            }
            if (observed[worst] <= 0) {
                break;
            }
            largest =
                    Math.max(largest, share(draws, IntStream.range(0, in.length).toArray(), observed[worst], false));
            p[in[worst]] = largest;
            int leaves = in[worst];
            in = IntStream.of(in).filter(c -> c != leaves).toArray();
        }
        return p;
    }

    /** Fills {@code observed} with t of every candidate still in. */
    private PlainBootstrap.Draws studentise(int[] in, double[][][] columns, double[] observed, boolean fixed) {
        double mean =
                IntStream.of(in).mapToDouble(residuals::objective).average().orElseThrow();
        boolean[] constant = new boolean[in.length];
        double[] errors = new double[in.length];
        for (int i = 0; i < in.length; i++) {
            errors[i] = error(columns, i);
            constant[i] = errors[i] < residuals.rounding();
        }
        PlainBootstrap.Draws anew = plain.draw(columns, constant);
        double[] deviation = anew.deviation(constant);
        for (int i = 0; i < in.length; i++) {
            double difference = residuals.objective(in[i]) - mean;
            boolean none = Math.abs(difference) < residuals.rounding();
            observed[i] = constant[i]
                    ? (none ? 0 : Math.signum(difference) * Double.POSITIVE_INFINITY)
                    : difference / (fixed ? deviation[i] : errors[i]);
        }
        return fixed ? anew.fixed(constant) : anew;
    }

    private double error(double[][][] columns, int column) {
        double variance = 0;
        for (int k = 0; k < columns.length; k++) {
            double squares = Arrays.stream(columns[k])
                    .mapToDouble(row -> row[column] * row[column])
                    .sum();
            double size = Arrays.stream(residuals.sizes(k)).sum();
            double error = residuals.weight(k) * Math.sqrt(squares * residuals.inflation(k)) / size;
            variance += error * error;
        }
        return Math.sqrt(variance);
    }

    private double[][][] againstMean(int[] in) {
        int[] nobody = new int[in.length];
        Arrays.fill(nobody, residuals.nobody());
        double[][][] columns = plain.differences(in, nobody);
        for (double[][] domain : columns) {
            for (double[] row : domain) {
                double mean = Arrays.stream(row).average().orElseThrow();
                Arrays.setAll(row, i -> row[i] - mean);
            }
        }
        return columns;
    }
}
