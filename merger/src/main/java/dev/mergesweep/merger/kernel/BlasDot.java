package dev.mergesweep.merger.kernel;

/**
 * The dot product of a tensor with itself, in float32, in the order of OpenBLAS' AVX2 kernel for {@code sdot}, which NumPy's
 * {@code linalg.norm} ends in: 32 running sums with fused multiply-add, folded at the end; what 32 does not divide is added in double.
 * Its sums stagnate on large tensors, which moves mergekit's cosines; whoever wants mergekit's files needs the same error.
 */
final class BlasDot {
    private static final int LANES = 32;
    /** NumPy hands BLAS this many elements at most and adds what comes back in double. */
    private static final long CALL = 1L << 30;

    private BlasDot() {}

    static float square(Operand operand) {
        double sum = 0;
        for (long from = 0; from < operand.size(); from += CALL) {
            sum += call(operand, from, Math.min(operand.size(), from + CALL));
        }
        return (float) sum;
    }

    private static float call(Operand operand, long from, long end) {
        float[] tile = new float[Codec.TILE];
        float[] sums = new float[LANES];
        double rest = 0;
        for (long at = from; at < end; at += Codec.TILE) {
            int count = (int) Math.min(Codec.TILE, end - at);
            operand.read(at, tile, count);
            int whole = count - count % LANES;
            add(tile, whole, sums);
            for (int i = whole; i < count; i++) {
                rest += tile[i] * tile[i];
            }
        }
        return (float) (rest + fold(sums));
    }

    private static void add(float[] tile, int count, float[] sums) {
        for (int row = 0; row < count; row += LANES) {
            for (int i = 0; i < LANES; i++) {
                sums[i] = Math.fma(tile[row + i], tile[row + i], sums[i]);
            }
        }
    }

    /** Upper halves onto lower halves of the four registers, the registers onto each other, then the four lanes left. */
    private static float fold(float[] sums) {
        float[] lanes = new float[4];
        for (int i = 0; i < 4; i++) {
            float low = (sums[8 + i] + sums[12 + i]) + (sums[i] + sums[4 + i]);
            float high = (sums[24 + i] + sums[28 + i]) + (sums[16 + i] + sums[20 + i]);
            lanes[i] = high + low;
        }
        return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    }
}
