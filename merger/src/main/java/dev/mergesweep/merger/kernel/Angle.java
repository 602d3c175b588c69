package dev.mergesweep.merger.kernel;

/**
 * How two tensors lie to each other, each taken as one vector. It does not depend on t, so a sweep needs it once a pair.
 *
 * @param firstNorm Euclidean length of the first
 * @param secondNorm Euclidean length of the second
 * @param cosine of the angle between them; 0 where one has no length; NaN where one holds a NaN or an infinity
 */
public record Angle(double firstNorm, double secondNorm, double cosine) {
    /** A tensor shorter than this is not divided by its length; mergekit's {@code eps}. */
    static final double SHORTEST = 1e-8;

    /** Whether every element of both is a finite number, as far as the sums can tell. */
    public boolean finite() {
        return Double.isFinite(firstNorm) && Double.isFinite(secondNorm) && Double.isFinite(cosine);
    }

    /** The angle with everything summed in double, in an order that depends on nothing but the number of elements. */
    public static Angle exact(Operand first, Operand second) {
        Sums sums = Sums.of(first, second);
        double firstNorm = Math.sqrt(sums.firstSquares());
        double secondNorm = Math.sqrt(sums.secondSquares());
        double lengths = divisor(firstNorm) * divisor(secondNorm);
        return new Angle(firstNorm, secondNorm, sums.dot() / lengths);
    }

    private static double divisor(double norm) {
        return norm > SHORTEST ? norm : 1;
    }

    /** The angle as mergekit sees it: float32 sums of OpenBLAS' AVX2 kernel, float32 quotients, NumPy's pairwise sum. */
    public static Angle inFloat(Operand first, Operand second) {
        float firstNorm = (float) Math.sqrt(BlasDot.square(first));
        float secondNorm = (float) Math.sqrt(BlasDot.square(second));
        return new Angle(firstNorm, secondNorm, PairwiseDot.of(first, firstNorm, second, secondNorm));
    }
}
