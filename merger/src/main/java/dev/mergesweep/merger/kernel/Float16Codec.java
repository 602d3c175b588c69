package dev.mergesweep.merger.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** IEEE 754 binary16. HotSpot vectorises the conversions over arrays, hence the scratch array. */
final class Float16Codec implements Codec {
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final short[] halves = new short[TILE];

    @Override
    public int width() {
        return Short.BYTES;
    }

    @Override
    public void decode(MemorySegment from, long at, float[] tile, int count) {
        MemorySegment.copy(from, HALF, at, halves, 0, count);
        widen(halves, tile, count);
    }

    @Override
    public void encode(float[] tile, int count, MemorySegment to, long at) {
        narrow(tile, halves, count);
        MemorySegment.copy(halves, 0, to, HALF, at, count);
    }

    private static void widen(short[] halves, float[] tile, int count) {
        for (int i = 0; i < count; i++) {
            tile[i] = Float.float16ToFloat(halves[i]);
        }
    }

    private static void narrow(float[] tile, short[] halves, int count) {
        for (int i = 0; i < count; i++) {
            halves[i] = Float.floatToFloat16(tile[i]);
        }
    }
}
