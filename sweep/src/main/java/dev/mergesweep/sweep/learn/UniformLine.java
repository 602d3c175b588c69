package dev.mergesweep.sweep.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;

/**
 * The objective of uniform merges as a function of their t: the polynomial through the values and slopes that passes gave,
 * and through what was measured of uniform merges. Beyond the outermost of them a parabola goes on.
 */
final class UniformLine {
    private final double middle;
    private final double low;
    private final double high;
    private final double[] coefficients;

    /**
     * @param values of the objective by uniform t
     * @param slopes of the objective by uniform t
     */
    UniformLine(double middle, SortedMap<Double, Double> values, SortedMap<Double, Double> slopes) {
        this.middle = middle;
        this.low = values.firstKey();
        this.high = values.lastKey();
        int size = values.size() + slopes.size();
        List<double[]> rows = new ArrayList<>();
        double[] wanted = new double[size];
        for (Map.Entry<Double, Double> value : values.entrySet()) {
            wanted[rows.size()] = value.getValue();
            rows.add(powers(value.getKey() - middle, size));
        }
        for (Map.Entry<Double, Double> slope : slopes.entrySet()) {
            wanted[rows.size()] = slope.getValue();
            rows.add(derivatives(slope.getKey() - middle, size));
        }
        this.coefficients = new LUDecomposition(new Array2DRowRealMatrix(rows.toArray(double[][]::new)))
                .getSolver()
                .solve(new ArrayRealVector(wanted))
                .toArray();
    }

    private static double[] powers(double x, int size) {
        double[] powers = new double[size];
        double power = 1;
        for (int k = 0; k < size; k++) {
            powers[k] = power;
            power *= x;
        }
        return powers;
    }

    private static double[] derivatives(double x, int size) {
        double[] powers = powers(x, size);
        double[] derivatives = new double[size];
        for (int k = 1; k < size; k++) {
            derivatives[k] = k * powers[k - 1];
        }
        return derivatives;
    }

    double at(double t) {
        double edge = Math.clamp(t, low, high);
        double x = edge - middle;
        double value = 0;
        double slope = 0;
        double half = 0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            half = half * x + slope;
            slope = slope * x + value;
            value = value * x + coefficients[k];
        }
        double beyond = t - edge;
        return value + beyond * (slope + beyond * Math.max(0, half));
    }
}
