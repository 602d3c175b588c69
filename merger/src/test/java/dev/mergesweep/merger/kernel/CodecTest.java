package dev.mergesweep.merger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A codec")
class CodecTest {
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Everything at one byte off an aligned address, since safetensors files promise no alignment. */
    private static MemorySegment memory(long bytes) {
        return Arena.ofAuto().allocate(bytes + 1).asSlice(1);
    }

    private static short encode(Codec codec, float value) {
        MemorySegment target = memory(2);
        codec.encode(new float[] {value}, 1, target, 0);
        return target.get(HALF, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"BF16", "F16"})
    @DisplayName("gives every one of its 65536 values back, NaN as NaN")
    void everyValueComesBack(ElementType type) {
        Codec codec = Codec.of(type);
        MemorySegment in = memory(2 * Codec.TILE);
        MemorySegment out = memory(2 * Codec.TILE);
        float[] tile = new float[Codec.TILE];
        for (int block = 0; block < 65536; block += Codec.TILE) {
            for (int i = 0; i < Codec.TILE; i++) {
                in.set(HALF, 2L * i, (short) (block + i));
            }
            codec.decode(in, 0, tile, Codec.TILE);
            codec.encode(tile, Codec.TILE, out, 0);
            for (int i = 0; i < Codec.TILE; i++) {
                if (Float.isNaN(tile[i])) {
                    codec.decode(out, 0, tile, Codec.TILE);
                    assertThat(tile[i]).isNaN();
                } else {
                    assertThat(out.get(HALF, 2L * i)).as("%04x", block + i).isEqualTo((short) (block + i));
                }
            }
        }
    }

    @Nested
    class ForBfloat16 {
        private static final Blend BLEND = Blend.linear(0.5);

        @Test
        @DisplayName("rounds to the nearest, ties to even, as exact arithmetic says")
        void roundsToNearest() {
            Codec codec = Codec.of(ElementType.BF16);
            for (float value : Floats.gaussian(3, 5000)) {
                short encoded = encode(codec, value);
                assertThat(encoded).as("%s", value).isEqualTo(nearest(value));
            }
        }

        /** Of the two neighbours the one that is nearer in exact decimal arithmetic, at equal distance the even one. */
        private static short nearest(float value) {
            int below = Float.floatToRawIntBits(value) >>> 16;
            BigDecimal exact = new BigDecimal(value);
            BigDecimal down = exact.subtract(new BigDecimal(Float.intBitsToFloat(below << 16)))
                    .abs();
            BigDecimal up = exact.subtract(new BigDecimal(Float.intBitsToFloat(below + 1 << 16)))
                    .abs();
            int order = down.compareTo(up);
            return (short) (order < 0 || order == 0 && (below & 1) == 0 ? below : below + 1);
        }

        @Test
        @DisplayName("rounds ties, the largest floats, subnormals, zeros and NaN rightly")
        void edges() {
            for (Codec codec : new Codec[] {Codec.of(ElementType.BF16), new PlainBfloat16()}) {
                assertThat(encode(codec, Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
                assertThat(encode(codec, Float.intBitsToFloat(0x3f818000))).isEqualTo((short) 0x3f82);
                assertThat(encode(codec, Float.intBitsToFloat(0x3f808001))).isEqualTo((short) 0x3f81);
                assertThat(encode(codec, Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
                assertThat(encode(codec, Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xff80);
                assertThat(encode(codec, Float.MIN_VALUE)).isEqualTo((short) 0);
                assertThat(encode(codec, Float.intBitsToFloat(0x00018000))).isEqualTo((short) 2);
                assertThat(encode(codec, -0f)).isEqualTo((short) 0x8000);
                assertThat(encode(codec, Float.intBitsToFloat(0x7f800001)) & 0x7fff)
                        .isGreaterThan(0x7f80);
                assertThat(encode(codec, Float.intBitsToFloat(0xffffffff)) & 0x7fff)
                        .isGreaterThan(0x7f80);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 7, 15, 16, 17, 31, 33, 1000, 1023, 1024})
        @DisplayName("does with vectors what its plain loop does, for any number of elements")
        void twins(int count) {
            Codec fast = new VectorBfloat16();
            Codec plain = new PlainBfloat16();
            float[] values = Floats.gaussian(count, count + 8);
            MemorySegment a = memory(2L * count + 2);
            MemorySegment b = memory(2L * count + 2);
            fast.encode(values, count, a, 0);
            plain.encode(values, count, b, 0);
            assertThat(a.mismatch(b)).isEqualTo(-1);

            float[] x = new float[count + 8];
            float[] y = new float[count + 8];
            fast.decode(a, 0, x, count);
            plain.decode(a, 0, y, count);
            assertThat(x).isEqualTo(y);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 2, 7, 1023, 1024, 1025, 4095, 4096})
        @DisplayName("does with pairs in integers what it does element by element, whatever the bits")
        void pairs(int count) {
            Random random = new Random(count);
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                int bits = random.nextInt();
                // Every fourth is a NaN, an infinity or close to one.
                values[i] = Float.intBitsToFloat(i % 4 == 0 ? bits | 0x7f800000 : bits);
            }
            Codec codec = new PlainBfloat16();
            MemorySegment pairs = memory(2L * count + 1);
            MemorySegment single = memory(2L * count + 1);
            codec.encode(values, count, pairs, 1);
            PlainBfloat16.encodeRest(values, 0, count, single, 1);
            assertThat(pairs.mismatch(single)).isEqualTo(-1);

            float[] expected = new float[count];
            float[] decoded = new float[count];
            PlainBfloat16.decodeRest(single, 1, expected, 0, count);
            codec.decode(single, 1, decoded, count);
            assertThat(bits(decoded)).isEqualTo(bits(expected));
        }

        private static int[] bits(float[] values) {
            int[] bits = new int[values.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = Float.floatToRawIntBits(values[i]);
            }
            return bits;
        }

        /** The compiler works beside the test, so the loop is given several rounds. Boxed vectors would be gigabytes in each. */
        @Test
        @DisplayName("allocates nothing once compiled: vectors stay in registers")
        void allocatesNothing() {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 50 && least > 100_000; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                tenThousandTiles();
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes for 20 million elements").isLessThan(100_000);
        }

        private static void tenThousandTiles() {
            VectorBfloat16 codec = new VectorBfloat16();
            float[] tile = new float[Codec.TILE];
            MemorySegment memory = memory(2 * Codec.TILE);
            MemorySegment other = memory(2 * Codec.TILE);
            for (int i = 0; i < 10_000; i++) {
                codec.decode(memory, 0, tile, Codec.TILE);
                codec.blend(BLEND, memory, other, other);
                codec.encode(tile, Codec.TILE, memory, 0);
            }
        }
    }

    @Test
    @DisplayName("for float16 rounds to nearest even, overflows to infinity and keeps subnormals")
    void float16Edges() {
        Codec codec = Codec.of(ElementType.F16);
        assertThat(encode(codec, 65519f)).isEqualTo((short) 0x7bff);
        assertThat(encode(codec, 65520f)).isEqualTo((short) 0x7c00);
        assertThat(encode(codec, 0x1p-24f)).isEqualTo((short) 1);
        assertThat(encode(codec, 0x1p-25f)).isEqualTo((short) 0);
        assertThat(encode(codec, 0x1.8p-25f)).isEqualTo((short) 1);
        assertThat(encode(codec, 2049f / 2048)).isEqualTo((short) 0x3c00);
        assertThat(encode(codec, 2051f / 2048)).isEqualTo((short) 0x3c02);
        assertThat(encode(codec, Float.NaN) & 0x7fff).isGreaterThan(0x7c00);
    }

    @Test
    @DisplayName("for int64 cuts fractions off")
    void int64() {
        Codec codec = Codec.of(ElementType.I64);
        MemorySegment memory = memory(16);
        float[] tile = {1.9f, -1.9f};
        codec.encode(tile, 2, memory, 0);
        codec.decode(memory, 0, tile, 2);
        assertThat(tile).containsExactly(1, -1);
    }

    @Test
    @DisplayName("does not exist for a type that nobody merges in")
    void unsupported() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Codec.of(ElementType.F8_E4M3))
                .withMessage("No arithmetic on float8_e4m3fn");
        for (ElementType type : ElementType.values()) {
            if (Codec.supports(type)) {
                assertThat(Codec.of(type).width()).isEqualTo(type.bytes());
            }
        }
    }
}
