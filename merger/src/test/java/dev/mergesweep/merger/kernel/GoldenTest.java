package dev.mergesweep.merger.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bits that NumPy 2.4.6 with OpenBLAS' AVX2 kernel computes. The vectors are {@code a[i] = ((37 i mod 101) - 50) / 64} and
 * {@code b[i] = ((53 i mod 97) - 48) / 64}; for n = 100003, b is {@code .75 a + .25 b} in float32. Where NumPy's float32 arccos and
 * sin are one place off, the correctly rounded value stands here.
 */
@DisplayName("mergekit's float32 arithmetic")
class GoldenTest {
    @ParameterizedTest(name = "of {0} elements at t = {1}")
    @CsvSource({
        "7,      0.3, 3fa640b9, 3f99d4c1, 3ebb76d4, 3f4c54b2, 3ec1322b, bf6814fb be07d4fa 3d8e13d0 bed526e4, bd90",
        "1000,   0.3, 4166af41, 415d748d, bb3df118, 3f64557d, 3ee8d737, '', ''",
        "1000,   0.5, 4166af41, 415d748d, bb3df118, 3f354840, 3f354840, '', ''",
        "100003, 0.3, 43100eea, 42e2e38d, 3f73d06c, 3f34acc1, 3e9bdc27, bf496d1a be3c32d7 3e9b98f2 bf11308c, 875a"
    })
    @DisplayName("is reproduced to the last bit")
    void bits(int n, double t, String na, String nb, String d, String s0, String s1, String start, String xor) {
        float[] a = new float[n];
        float[] b = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = (37L * i % 101 - 50) / 64f;
            b[i] = (53L * i % 97 - 48) / 64f;
            b[i] = n == 100003 ? .75f * a[i] + .25f * b[i] : b[i];
        }
        Angle angle = Angle.inFloat(Floats.operand(a), Floats.operand(b));
        Blend blend = Blend.sphericalInFloat((float) angle.cosine(), t);

        assertThat(hex(angle.firstNorm())).as("|a|").isEqualTo(na);
        assertThat(hex(angle.secondNorm())).as("|b|").isEqualTo(nb);
        assertThat(hex(angle.cosine())).as("cosine").isEqualTo(d);
        assertThat(hex(blend.first())).as("s0").isEqualTo(s0);
        assertThat(hex(blend.second())).as("s1").isEqualTo(s1);
        if (!xor.isEmpty()) {
            blend.apply(a, b, n);
            assertThat(hex(a[0]) + " " + hex(a[1]) + " " + hex(a[2]) + " " + hex(a[3]))
                    .isEqualTo(start);
            int all = 0;
            for (float value : a) {
                all ^= PlainBfloat16.round(value) & 0xffff;
            }
            assertThat(Integer.toHexString(all))
                    .as("exclusive or of all results in bfloat16")
                    .isEqualTo(xor);
        }
    }

    private static String hex(double value) {
        return Integer.toHexString(Float.floatToRawIntBits((float) value));
    }
}
