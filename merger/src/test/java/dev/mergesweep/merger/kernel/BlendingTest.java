package dev.mergesweep.merger.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A blend straight from memory to memory")
class BlendingTest {
    private static final byte BEHIND = 0x5a;
    private static final Blend BLEND = Blend.spherical(0.3, 0.7);

    private static Stream<Arguments> cases() {
        return Stream.of(0, 1, 7, 15, 16, 31, 32, 33, 64, 1000, 1023, 1024, 1025, 4097)
                .flatMap(count -> Stream.of(
                        Arguments.of(new VectorBfloat16(), new PlainBfloat16(), count),
                        Arguments.of(new PlainBfloat16(), new PlainBfloat16(), count),
                        Arguments.of(new StraightFloat16(), new Float16Codec(), count),
                        Arguments.of(new VectorFloat32(), new Float32Codec(), count)));
    }

    /** At an odd address, since safetensors files promise no alignment. */
    private static MemorySegment memory(long bytes) {
        return Arena.ofAuto().allocate(bytes + 1).asSlice(1);
    }

    /** Any bits: subnormals, infinities and every tenth or so of the large ones among them. */
    private static MemorySegment random(long seed, long size) {
        byte[] bytes = new byte[Math.toIntExact(size)];
        new Random(seed).nextBytes(bytes);
        return memory(bytes.length).copyFrom(MemorySegment.ofArray(bytes));
    }

    private static float[] decoded(Codec codec, MemorySegment from, int count) {
        float[] values = new float[count];
        for (int at = 0; at < count; at += Codec.TILE) {
            int length = Math.min(Codec.TILE, count - at);
            float[] tile = new float[length];
            codec.decode(from, (long) at * codec.width(), tile, length);
            System.arraycopy(tile, 0, values, at, length);
        }
        return values;
    }

    @ParameterizedTest(name = "{0}, {2} elements")
    @MethodSource("cases")
    @DisplayName(
            "gives the bits of decoding, blending and encoding one after the other, NaN for NaN, and no byte behind its elements")
    void sameBits(Codec.Blending straight, Codec plain, int count) {
        long size = (long) straight.width() * count;
        MemorySegment first = random(count, size);
        MemorySegment second = random(count + 1, size);
        MemorySegment target = memory(size + 64).fill(BEHIND);
        MemorySegment blended = target.asSlice(0, size);
        straight.blend(BLEND, first, second, blended);
        assertThat(target.asSlice(size).toArray(ValueLayout.JAVA_BYTE)).containsOnly(BEHIND);

        float[] expected = decoded(plain, first, count);
        BLEND.apply(expected, decoded(plain, second, count), count);
        MemorySegment rounded = memory(size);
        for (int i = 0; i < count; i++) {
            plain.encode(new float[] {expected[i]}, 1, rounded, (long) plain.width() * i);
        }
        assertThat(decoded(plain, blended, count)).isEqualTo(decoded(plain, rounded, count));
        assertThat(decoded(straight, blended, count)).isEqualTo(decoded(plain, blended, count));
    }

    @Test
    @DisplayName("is what a blend of stored tensors does where all types are equal, from any element on, and no other")
    void dispatch() {
        MemorySegment bytes = random(3, 200);
        MemorySegment target = memory(100);
        Operand stored = Operand.of(ElementType.BF16, bytes);
        Operand half = Operand.of(ElementType.F16, bytes);

        assertThat(new Blended(stored, stored, Blend.linear(1)).writeStraight(50, ElementType.BF16, target))
                .isTrue();
        assertThat(decoded(new PlainBfloat16(), target, 50))
                .isEqualTo(decoded(new PlainBfloat16(), bytes.asSlice(100), 50));
        assertThat(new Blended(stored, half, BLEND).writeStraight(0, ElementType.BF16, target))
                .isFalse();
        assertThat(new Blended(half, stored, BLEND).writeStraight(0, ElementType.BF16, target))
                .isFalse();
        assertThat(new Blended(stored, stored, BLEND).writeStraight(0, ElementType.F16, target))
                .isFalse();
        assertThat(stored.writeStraight(0, ElementType.BF16, target)).isFalse();
    }
}
