package dev.mergesweep.evaluator.djl;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The derivative at 0 of a function on [-1, 1], from a polynomial fitted by least squares to its values at Chebyshev's nodes. */
final class PolynomialDerivative {
    private final int count;
    private final int degree;
    private final RealMatrix basis;

    /** @param error one standard error, by the residuals */
    record Estimate(double value, double error) {}

    PolynomialDerivative(int count, int degree) {
        this.count = count;
        this.degree = degree;
        this.basis = new Array2DRowRealMatrix(count, degree + 1);
        double[] nodes = nodes().toArray();
        for (int i = 0; i < count; i++) {
            for (int k = 0; k <= degree; k++) {
                // Chebyshev's polynomials: the columns are orthogonal on these nodes.
                basis.setEntry(i, k, Math.cos(k * Math.acos(nodes[i])));
            }
        }
    }

    DoubleStream nodes() {
        return IntStream.range(0, count).mapToDouble(i -> Math.cos(Math.PI * (i + 0.5) / count));
    }

    Estimate of(double[] values) {
        RealVector wanted = new ArrayRealVector(values);
        RealVector fitted = new QRDecomposition(basis).getSolver().solve(wanted);
        RealVector off = wanted.subtract(basis.operate(fitted));
        double variance = off.dotProduct(off) / (count - degree - 1);
        double value = 0;
        double share = 0;
        for (int k = 1; k <= degree; k += 2) {
            // At 0 the derivative of the k-th is k sin(k pi / 2).
            double slope = k * ((k / 2) % 2 == 0 ? 1 : -1);
            value += slope * fitted.getEntry(k);
            share += slope * slope * 2 / count;
        }
        return new Estimate(value, Math.sqrt(share * variance));
    }
}
