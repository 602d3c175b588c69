package dev.mergesweep.merger.kernel;

import java.util.concurrent.RecursiveTask;

/**
 * The sum of {@code a[i] / |a| * (b[i] / |b|)} as NumPy 2 computes {@code np.sum(a * b)} over contiguous float32: halves are summed
 * by themselves and added, down to blocks of 128 that are summed in eight lanes. The tree depends on the number of elements only, so
 * its branches may run side by side.
 */
final class PairwiseDot extends RecursiveTask<Float> {
    private static final long serialVersionUID = 1L;
    private static final int BLOCK = 128;
    private static final long WORTH_A_TASK = 1 << 20;

    private final transient Operand first;
    private final transient Operand second;
    private final float firstNorm;
    private final float secondNorm;
    private final transient long from;
    private final transient long end;

    private PairwiseDot(PairwiseDot whole, long from, long end) {
        this.first = whole.first.again();
        this.second = whole.second.again();
        this.firstNorm = whole.firstNorm;
        this.secondNorm = whole.secondNorm;
        this.from = from;
        this.end = end;
    }

    private PairwiseDot(Operand first, float firstNorm, Operand second, float secondNorm) {
        this.first = first;
        this.second = second;
        this.firstNorm = firstNorm;
        this.secondNorm = secondNorm;
        this.from = 0;
        this.end = first.size();
    }

    /** A norm not above 1e-8 leaves its tensor undivided. */
    static float of(Operand first, float firstNorm, Operand second, float secondNorm) {
        return new PairwiseDot(first, firstNorm, second, secondNorm).invoke();
    }

    @Override
    protected Float compute() {
        if (end - from <= WORTH_A_TASK) {
            return new Blocks().sum(from, end);
        }
        long middle = middle(from, end);
        PairwiseDot left = new PairwiseDot(this, from, middle);
        PairwiseDot right = new PairwiseDot(this, middle, end);
        right.fork();
        float sum = left.compute();
        return sum + right.join();
    }

    private static long middle(long from, long end) {
        long half = (end - from) / 2;
        return from + half - half % 8;
    }

    /** The lower part of the tree, with the memory it needs. */
    private final class Blocks {
        private final float[] x = new float[BLOCK];
        private final float[] y = new float[BLOCK];

        float sum(long from, long end) {
            if (end - from > BLOCK) {
                long middle = middle(from, end);
                float left = sum(from, middle);
                return left + sum(middle, end);
            }
            int count = (int) (end - from);
            first.read(from, x, count);
            second.read(from, y, count);
            divide(x, firstNorm, count);
            divide(y, secondNorm, count);
            for (int i = 0; i < count; i++) {
                x[i] *= y[i];
            }
            return block(x, count);
        }
    }

    private static void divide(float[] values, float norm, int count) {
        if (norm > (float) Angle.SHORTEST) {
            for (int i = 0; i < count; i++) {
                values[i] /= norm;
            }
        }
    }

    private static float block(float[] values, int count) {
        int whole = count - count % 8;
        float sum = 0;
        if (whole > 0) {
            float[] lanes = new float[8];
            System.arraycopy(values, 0, lanes, 0, 8);
            for (int row = 8; row < whole; row += 8) {
                for (int lane = 0; lane < 8; lane++) {
                    lanes[lane] += values[row + lane];
                }
            }
            sum = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        }
        for (int i = whole; i < count; i++) {
            sum += values[i];
        }
        return sum;
    }
}
