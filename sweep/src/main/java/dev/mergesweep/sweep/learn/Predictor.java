package dev.mergesweep.sweep.learn;

import dev.mergesweep.sweep.learn.Relief.Departure;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Predicts what merges score: from slopes at a few uniform t, and, the more of them there are, from merges that were scored.
 *
 * <p>A merge is the uniform one nearest to it and a departure d. Value and slopes there are known. The second order of d is
 * not: slopes along the line tell the row sums of the second derivatives, which cancel in it. It is taken to be a share of
 * what it would be if no tensor minded the others, plus what tensors do to each other in pairs, each as uncertain as the
 * next: a Gaussian process whose covariance is the square of the product of two departures. Every score narrows it.
 */
public final class Predictor {
    /**
     * The share before anything was scored, and its standard deviation. By least squares it is 0.38 on attention x mlp x rest
     * and 0.25 on reading x writing of the quickstart's parents.
     */
    private static final double SHARE = 0.3;

    private static final double SHARE_DEVIATION = 0.15;

    /** Standard deviation of what pairs of tensors do to each other, as a share of the bend. */
    private static final double PAIRS = 0.4;

    /** What orders above the second leave open, as a share of the bend. */
    private static final double HIGHER = 0.1;

    /** Nats a token; no prediction is taken for better than this. */
    private static final double LEAST_ERROR = 1e-4;

    /** As many scores as it takes until the errors seen count as much as those expected. */
    private static final double EXPECTED = 4;

    private final Relief relief;
    private final double left;
    private final List<Departure> taught;
    private final double[] measured;

    /** Inverse of the covariance of what was taught, and its product with how wrong expectations were. */
    private final double[][] precision;

    private final double[] explained;
    private final double scale;

    private Predictor(Relief relief, double left, List<Departure> taught, double[] measured) {
        this.relief = relief;
        this.left = left;
        this.taught = List.copyOf(taught);
        this.measured = measured.clone();
        int count = measured.length;
        double[] wrong = new double[count];
        double[][] covariance = new double[count][count];
        for (int i = 0; i < count; i++) {
            wrong[i] = measured[i] - expected(taught.get(i));
            for (int j = 0; j < count; j++) {
                covariance[i][j] = covariance(taught.get(i), taught.get(j));
            }
            covariance[i][i] += noise(taught.get(i));
        }
        this.precision = count == 0 ? covariance : inverse(covariance);
        this.explained = new double[count];
        double surprise = 0;
        for (int i = 0; i < count; i++) {
            explained[i] = product(precision[i], wrong);
            surprise += explained[i] * wrong[i];
        }
        this.scale = Math.sqrt((EXPECTED + surprise) / (EXPECTED + count));
    }

    private static double[][] inverse(double[][] covariance) {
        return new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false))
                .getSolver()
                .getInverse()
                .getData();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /**
     * @param uniform measured objectives of uniform merges on all search texts, by t; may be empty
     * @param share of the search texts that slopes were taken on: of the rest they are a sample
     */
    public static Predictor of(DiagonalMap map, SortedMap<Double, Double> uniform, double share) {
        return new Predictor(new Relief(map, uniform), 1 - share, List.of(), new double[0]);
    }

    /** Predicts merges in which whole groups of tensors have the same t. @param groups tensors by their number in the map */
    public Predictor grouped(List<List<Integer>> groups) {
        return new Predictor(relief.grouped(groups), left, List.of(), new double[0]);
    }

    /** Knows what these merges scored, and nothing of what was taught before. */
    public Predictor taught(List<Measured> scored) {
        return new Predictor(
                relief,
                left,
                scored.stream()
                        .map(each -> relief.of(each.t().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()))
                        .toList(),
                scored.stream().mapToDouble(Measured::value).toArray());
    }

    /**
     * @param t by group
     * @param value the objective on the search texts
     */
    public record Measured(List<Double> t, double value) {
        public Measured {
            t = List.copyOf(t);
        }
    }

    /** How many numbers tell a merge. */
    public int groups() {
        return relief.groups();
    }

    /** @param t by group */
    public Prediction at(double[] t) {
        Departure departure = relief.of(t);
        double[] like =
                taught.stream().mapToDouble(each -> covariance(departure, each)).toArray();
        double known = 0;
        for (int i = 0; i < like.length; i++) {
            known += like[i] * product(precision[i], like);
        }
        return prediction(
                expected(departure) + product(explained, like),
                Math.max(0, covariance(departure, departure) - known) + noise(departure));
    }

    /** Of every merge that this was taught, in their order, what the others say of it. */
    public List<Prediction> withoutItself() {
        // Rasmussen and Williams 2006, equations 5.12.
        return IntStream.range(0, measured.length)
                .mapToObj(i -> prediction(measured[i] - explained[i] / precision[i][i], 1 / precision[i][i]))
                .toList();
    }

    private Prediction prediction(double value, double variance) {
        return new Prediction(value, scale * Math.sqrt(variance));
    }

    private static double expected(Departure departure) {
        return departure.first() + SHARE * departure.bend();
    }

    private static double covariance(Departure a, Departure b) {
        double common = SHARE_DEVIATION * SHARE_DEVIATION * a.bend() * b.bend();
        double pairs = PAIRS * a.likeness(b);
        return common + pairs * pairs;
    }

    private double noise(Departure departure) {
        double higher = HIGHER * departure.bend();
        return higher * higher + LEAST_ERROR * LEAST_ERROR + left * departure.variance();
    }
}
