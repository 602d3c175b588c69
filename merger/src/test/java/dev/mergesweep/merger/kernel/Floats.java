package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;

/** Makes operands of floats, and floats of operands. */
public final class Floats {
    private Floats() {}

    /** Float32 elements in native memory, one byte off any alignment. */
    public static Operand operand(float... values) {
        MemorySegment bytes = Arena.ofAuto().allocate(4L * values.length + 1).asSlice(1);
        for (int i = 0; i < values.length; i++) {
            bytes.set(
                    ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN),
                    4L * i,
                    Float.floatToRawIntBits(values[i]));
        }
        return Operand.of(ElementType.F32, bytes);
    }

    public static float[] of(Operand operand) {
        float[] all = new float[(int) operand.size()];
        float[] tile = new float[Codec.TILE];
        for (int at = 0; at < all.length; at += Codec.TILE) {
            int count = Math.min(Codec.TILE, all.length - at);
            operand.read(at, tile, count);
            System.arraycopy(tile, 0, all, at, count);
        }
        return all;
    }

    public static float[] gaussian(long seed, int count) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
