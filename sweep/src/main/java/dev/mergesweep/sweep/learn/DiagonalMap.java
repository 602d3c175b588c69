package dev.mergesweep.sweep.learn;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.QRDecomposition;

/**
 * What each tensor's t does to the objective, from slopes at a few uniform t. What tensors do to each other is in it as far as
 * they move together, because every slope was taken where all have the same t; {@link Predictor} says what is left where they
 * do not.
 *
 * <p>A tensor's slope is a straight line or a parabola in t through the slopes that were seen.
 */
public final class DiagonalMap {
    /** More would follow the noise of slopes. */
    private static final int LARGEST_DEGREE = 2;

    private final SortedMap<Double, SlopeTable> seen;
    private final double middle;
    private final Map<String, Double> factors;
    private final SequencedMap<String, Curve> curves = new LinkedHashMap<>();

    /**
     * What one tensor's t does to the objective.
     *
     * @param middle t at which {@code slope} stands
     * @param coefficients of the slope as a polynomial in t - middle, the constant first
     * @param error standard error of the slope in the middle, over documents
     */
    public record Curve(double middle, List<Double> coefficients, double error) {
        public Curve {
            coefficients = List.copyOf(coefficients);
        }

        /** Objective at a t, less that in the middle. */
        public double value(double t) {
            double x = t - middle;
            double sum = 0;
            for (int k = coefficients.size() - 1; k >= 0; k--) {
                sum = sum * x + coefficients.get(k) / (k + 1);
            }
            return sum * x;
        }

        /** The same with its bend made smaller. @param share of it that is kept */
        public double value(double t, double share) {
            double straight = coefficients.getFirst() * (t - middle);
            return straight + share * (value(t) - straight);
        }

        public double slope(double t) {
            double x = t - middle;
            double sum = 0;
            for (int k = coefficients.size() - 1; k >= 0; k--) {
                sum = sum * x + coefficients.get(k);
            }
            return sum;
        }

        /** Second derivative in the middle. */
        public double curvature() {
            return coefficients.size() > 1 ? coefficients.get(1) : 0;
        }

        /**
         * With the slope in the middle drawn towards 0, the more the larger its error is: a slope below its error is none.
         * James and Stein's positive part, tensor by tensor.
         */
        public Curve shrunk() {
            double slope = coefficients.getFirst();
            double kept = slope == 0 ? 0 : Math.max(0, 1 - error * error / (slope * slope));
            Double[] drawn = coefficients.toArray(Double[]::new);
            drawn[0] = kept * slope;
            return new Curve(middle, List.of(drawn), error);
        }
    }

    private DiagonalMap(SortedMap<Double, SlopeTable> seen, Map<String, Double> factors) {
        this.seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
        double[] points =
                seen.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        this.middle = points[points.length / 2];
        this.factors = Map.copyOf(factors);
        SlopeTable centre = table(middle);
        int degree = Math.min(LARGEST_DEGREE, points.length - 1);
        DecompositionSolver solver = new QRDecomposition(powers(points, degree)).getSolver();
        for (int i = 0; i < centre.tensors().size(); i++) {
            int tensor = i;
            double[] slopes = seen.values().stream()
                    .mapToDouble(table -> slope(table, tensor, factors))
                    .toArray();
            double[] fitted = solver.solve(new ArrayRealVector(slopes)).toArray();
            double variance = centre.domains().stream()
                    .mapToDouble(domain ->
                            Math.pow(factor(factors, domain) * domain.errors().get(tensor), 2))
                    .sum();
            List<Double> coefficients = Arrays.stream(fitted).boxed().toList();
            curves.put(centre.tensors().get(i), new Curve(middle, coefficients, Math.sqrt(variance)));
        }
    }

    /**
     * @param seen slopes by the uniform t at which they were taken, at least one
     * @param factors by domain, what its nats a token count in the objective
     */
    public static DiagonalMap of(SortedMap<Double, SlopeTable> seen, Map<String, Double> factors) {
        return new DiagonalMap(seen, factors);
    }

    private SlopeTable table(double t) {
        SlopeTable table = seen.get(t);
        if (table == null) {
            throw new IllegalStateException("No slopes at " + t);
        }
        return table;
    }

    private Array2DRowRealMatrix powers(double[] points, int degree) {
        Array2DRowRealMatrix powers = new Array2DRowRealMatrix(points.length, degree + 1);
        for (int row = 0; row < points.length; row++) {
            for (int k = 0; k <= degree; k++) {
                powers.setEntry(row, k, Math.pow(points[row] - middle, k));
            }
        }
        return powers;
    }

    private static double slope(SlopeTable table, int tensor, Map<String, Double> factors) {
        double sum = 0;
        for (SlopeTable.DomainSlopes domain : table.domains()) {
            sum += factor(factors, domain) * domain.slopes().get(tensor);
        }
        return sum;
    }

    private static double factor(Map<String, Double> factors, SlopeTable.DomainSlopes domain) {
        return factors.getOrDefault(domain.domain(), 0.0);
    }

    /** By tensor, in the checkpoint's order. */
    public SequencedMap<String, Curve> curves() {
        return Collections.unmodifiableSequencedMap(curves);
    }

    /** The uniform t in the middle of those at which slopes were taken. */
    public double middle() {
        return middle;
    }

    /** What was seen, by uniform t. */
    public SortedMap<Double, SlopeTable> seen() {
        return seen;
    }

    /** The objective of the uniform merges, by their t. */
    public SortedMap<Double, Double> values() {
        SortedMap<Double, Double> values = new TreeMap<>();
        seen.forEach((t, table) -> values.put(
                t,
                table.domains().stream()
                        .mapToDouble(domain -> factor(factors, domain) * domain.nats())
                        .sum()));
        return values;
    }

    /** Its derivative by their t: all tensors move together. */
    public SortedMap<Double, Double> slopes() {
        SortedMap<Double, Double> slopes = new TreeMap<>();
        seen.forEach((t, table) -> slopes.put(
                t,
                IntStream.range(0, table.tensors().size())
                        .mapToDouble(tensor -> slope(table, tensor, factors))
                        .sum()));
        return slopes;
    }
}
