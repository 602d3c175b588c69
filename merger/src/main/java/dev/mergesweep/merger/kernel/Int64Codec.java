package dev.mergesweep.merger.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** 64-bit integers, which a recipe may ask for: a fraction is cut off, as torch does. */
final class Int64Codec implements Codec {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @Override
    public int width() {
        return Long.BYTES;
    }

    @Override
    public void decode(MemorySegment from, long at, float[] tile, int count) {
        for (int i = 0; i < count; i++) {
            tile[i] = from.get(LONG, at + (long) Long.BYTES * i);
        }
    }

    @Override
    public void encode(float[] tile, int count, MemorySegment to, long at) {
        for (int i = 0; i < count; i++) {
            to.set(LONG, at + (long) Long.BYTES * i, (long) tile[i]);
        }
    }
}
