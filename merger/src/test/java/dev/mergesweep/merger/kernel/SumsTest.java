package dev.mergesweep.merger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sums of a pair")
class SumsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 129, 1023, 1024, 1025, 5000})
    @DisplayName("are those of exact decimal arithmetic, within the last places of a double")
    void exact(int count) {
        float[] a = Floats.gaussian(1, count);
        float[] b = Floats.gaussian(2, count);
        BigDecimal dot = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (int i = 0; i < count; i++) {
            dot = dot.add(new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
            squares = squares.add(new BigDecimal(a[i]).pow(2));
        }
        Sums sums = Sums.of(Floats.operand(a), Floats.operand(b));
        assertThat(sums.dot()).isCloseTo(dot.doubleValue(), within(1e-13 * (1 + count)));
        assertThat(sums.firstSquares()).isCloseTo(squares.doubleValue(), within(1e-13 * (1 + count)));
        assertThat(Sums.of(Floats.operand(b), Floats.operand(a)))
                .isEqualTo(new Sums(sums.dot(), sums.secondSquares(), sums.firstSquares()));
    }

    /** The order that the class promises, written down a second time. */
    private static double inPromisedOrder(float[] a, float[] b) {
        double total = 0;
        for (int chunk = 0; chunk < a.length; chunk += Sums.CHUNK) {
            double[] lanes = new double[128];
            for (int i = chunk; i < Math.min(a.length, chunk + Sums.CHUNK); i++) {
                lanes[i % 128] += (double) a[i] * b[i];
            }
            double sum = 0;
            for (double lane : lanes) {
                sum += lane;
            }
            total += sum;
        }
        return total;
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1 << 20, (1 << 20) + 1, (1 << 21) + 777})
    @DisplayName("are added in the promised order, whatever the number of threads")
    void order(int count) throws Exception {
        float[] a = Floats.gaussian(3, count);
        float[] b = Floats.gaussian(4, count);
        Sums sums = Sums.of(Floats.operand(a), Floats.operand(b));
        assertThat(sums.dot()).isEqualTo(inPromisedOrder(a, b));
        assertThat(sums.secondSquares()).isEqualTo(inPromisedOrder(b, b));
        for (int threads : new int[] {1, 3, 7}) {
            try (ForkJoinPool pool = new ForkJoinPool(threads)) {
                assertThat(pool.submit(() -> Sums.of(Floats.operand(a), Floats.operand(b)))
                                .get())
                        .isEqualTo(sums);
            }
        }
    }

    @Test
    @DisplayName("in float32 are the same however the tree is split among threads")
    void pairwise() {
        int count = (1 << 21) + 12345;
        Operand a = Floats.operand(Floats.gaussian(5, count));
        Operand b = Floats.operand(Floats.gaussian(6, count));
        Angle angle = Angle.inFloat(a, b);
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            assertThat(pool.submit(() -> Angle.inFloat(a, b)).join()).isEqualTo(angle);
        }
        assertThat(angle.cosine()).isCloseTo(Angle.exact(a, b).cosine(), within(1e-4));
    }

    @Test
    @DisplayName("see the values after rounding where a pair is rounded first")
    void rounded() {
        float[] values = Floats.gaussian(8, 2000);
        MemorySegment halves = Arena.ofAuto().allocate(4000);
        Codec.of(ElementType.BF16).encode(values, 1000, halves, 0);
        Operand stored = Operand.of(ElementType.BF16, halves.asSlice(0, 2000));
        Operand rounded = Floats.operand(java.util.Arrays.copyOf(values, 1000)).rounded(ElementType.BF16);
        assertThat(Floats.of(rounded)).isEqualTo(Floats.of(stored));
        assertThat(Sums.of(rounded, stored).dot())
                .isEqualTo(Sums.of(stored, stored).firstSquares());
    }
}
