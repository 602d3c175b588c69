package dev.mergesweep.merger.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** IEEE 754 binary32: a copy. */
final class Float32Codec implements Codec {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public int width() {
        return Float.BYTES;
    }

    @Override
    public void decode(MemorySegment from, long at, float[] tile, int count) {
        MemorySegment.copy(from, FLOAT, at, tile, 0, count);
    }

    @Override
    public void encode(float[] tile, int count, MemorySegment to, long at) {
        MemorySegment.copy(tile, 0, to, FLOAT, at, count);
    }
}
