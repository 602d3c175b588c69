package dev.mergesweep.merger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A blend")
class BlendTest {
    /** Two vectors whose cosine is about {@code cosine}. */
    private static float[][] pair(long seed, int count, double cosine) {
        float[] a = Floats.gaussian(seed, count);
        float[] noise = Floats.gaussian(seed + 1000, count);
        float[] b = new float[count];
        for (int i = 0; i < count; i++) {
            b[i] = (float) (cosine * a[i] + Math.sqrt(1 - cosine * cosine) * noise[i]);
        }
        return new float[][] {a, b};
    }

    private static float[] merged(float[] a, float[] b, double t) {
        Angle angle = Angle.exact(Floats.operand(a), Floats.operand(b));
        float[] out = a.clone();
        Blend.spherical(angle.cosine(), t).apply(out, b, out.length);
        return out;
    }

    private static double square(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    @Nested
    class Spherical {
        @ParameterizedTest
        @ValueSource(doubles = {0.99951, 1, 1.003, -0.99951})
        @DisplayName("falls back to linear when |cosine| > 0.9995, as mergekit does")
        void fallsBackToLinear(double cosine) {
            assertThat(Blend.spherical(cosine, 0.3)).isEqualTo(Blend.linear(0.3));
            assertThat(Blend.sphericalInFloat((float) cosine, 0.3)).isEqualTo(Blend.linear(0.3));
        }

        @Test
        @DisplayName("does not fall back at 0.9995 itself")
        void boundary() {
            assertThat(Blend.spherical(0.9995, 0.3)).isNotEqualTo(Blend.linear(0.3));
            assertThat(Blend.spherical(Math.nextUp(0.9995), 0.3)).isEqualTo(Blend.linear(0.3));
            assertThat(Blend.sphericalInFloat(0.9995f, 0.3)).isNotEqualTo(Blend.linear(0.3));
            assertThat(Blend.sphericalInFloat(Math.nextUp(0.9995f), 0.3)).isEqualTo(Blend.linear(0.3));
        }

        /** The property that gives SLERP its name. */
        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
        @DisplayName("keeps unit vectors on the unit sphere")
        void unitVectorsStayOnTheUnitSphere(long seed) {
            float[][] pair = pair(seed, 4097, 0.1 * seed);
            for (float[] vector : pair) {
                float norm = (float) Math.sqrt(square(vector));
                for (int i = 0; i < vector.length; i++) {
                    vector[i] /= norm;
                }
            }
            for (double t : new double[] {0.1, 0.37, 0.5, 0.9}) {
                assertThat(square(merged(pair[0], pair[1], t)))
                        .as("squared norm, seed %d", seed)
                        .isCloseTo(1, within(1e-6));
            }
        }

        @ParameterizedTest
        @ValueSource(doubles = {-0.9, 0, 0.6, 0.99, 0.9999})
        @DisplayName("gives the parents at t = 0 and t = 1")
        void ends(double cosine) {
            float[][] pair = pair(7, 1500, cosine);
            assertThat(merged(pair[0], pair[1], 0)).isEqualTo(pair[0]);
            assertThat(merged(pair[0], pair[1], 1)).isEqualTo(pair[1]);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.125, 0.25, 0.5, 0.75, 1.5, -0.25})
        @DisplayName("gives the same bits for swapped parents and 1 - t, where 1 - t is exact")
        void swapDyadic(double t) {
            for (long seed = 1; seed <= 20; seed++) {
                float[][] pair = pair(seed, 777, seed / 20.0);
                assertThat(merged(pair[0], pair[1], t)).isEqualTo(merged(pair[1], pair[0], 1 - t));
            }
        }

        @ParameterizedTest
        @ValueSource(doubles = {0.1, 0.3, 1 / 3.0, 0.77})
        @DisplayName("gives the same within the last place of the larger part for swapped parents and 1 - t")
        void swap(double t) {
            for (long seed = 1; seed <= 20; seed++) {
                float[][] pair = pair(seed, 777, seed / 20.0);
                float[] one = merged(pair[0], pair[1], t);
                float[] other = merged(pair[1], pair[0], 1 - t);
                for (int i = 0; i < one.length; i++) {
                    float larger = Math.max(Math.abs(pair[0][i]), Math.abs(pair[1][i]));
                    assertThat(one[i]).isCloseTo(other[i], within(Math.ulp(larger)));
                }
            }
        }

        @ParameterizedTest
        @ValueSource(floats = {2, 0.5f, 0x1p-20f, 0x1p60f})
        @DisplayName("scales with its parents")
        void scaling(float factor) {
            float[][] pair = pair(11, 1000, 0.8);
            float[] expected = merged(pair[0], pair[1], 0.3);
            for (float[] vector : new float[][] {pair[0], pair[1], expected}) {
                for (int i = 0; i < vector.length; i++) {
                    vector[i] *= factor;
                }
            }
            assertThat(merged(pair[0], pair[1], 0.3)).isEqualTo(expected);
        }

        @Test
        @DisplayName("takes a zero tensor as orthogonal, as mergekit does")
        void zeroTensor() {
            float[] other = Floats.gaussian(1, 100);
            float factor = (float) StrictMath.sin(0.3 * Math.PI / 2);
            float[] out = merged(new float[100], other, 0.3);
            for (int i = 0; i < 100; i++) {
                assertThat(out[i]).isEqualTo(factor * other[i]);
            }
        }

        @ParameterizedTest
        @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
        @DisplayName("spreads one NaN or infinity over the whole tensor, and the angle says so")
        void poison(float value) {
            float[][] pair = pair(5, 300, 0.5);
            pair[1][217] = value;
            assertThat(merged(pair[0], pair[1], 0.5)).containsOnly(Float.NaN);
            assertThat(Angle.exact(Floats.operand(pair[0]), Floats.operand(pair[1]))
                            .finite())
                    .isFalse();
            assertThat(Angle.inFloat(Floats.operand(pair[0]), Floats.operand(pair[1]))
                            .cosine())
                    .isNaN();
        }
    }

    @Test
    @DisplayName("rounds each product and the sum, and never fuses them")
    void noFma() {
        float[] a = {1 + 0x1p-12f};
        float[] b = {-(1 + 0x1p-11f)};
        // The exact square 1 + 2^-11 + 2^-24 is rounded to 1 + 2^-11 before b is added; fused, 2^-24 would be left.
        new Blend(1 + 0x1p-12f, 1).apply(a, b, 1);
        assertThat(a[0]).isZero();
    }
}
