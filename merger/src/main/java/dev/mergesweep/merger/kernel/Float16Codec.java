package dev.mergesweep.merger.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** IEEE 754 binary16. HotSpot vectorises the conversions over arrays, hence the scratch array. */
final class Float16Codec implements Codec {
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final short[] halves = new short[SMALL_TILE];

    @Override
    public int width() {
        return Short.BYTES;
    }

    @Override
    public void decode(MemorySegment from, long at, float[] tile, int count) {
        for (int done = 0; done < count; done += SMALL_TILE) {
            int length = Math.min(SMALL_TILE, count - done);
            MemorySegment.copy(from, HALF, at + (long) Short.BYTES * done, halves, 0, length);
            widen(halves, tile, done, length);
        }
    }

    @Override
    public void encode(float[] tile, int count, MemorySegment to, long at) {
        for (int done = 0; done < count; done += SMALL_TILE) {
            int length = Math.min(SMALL_TILE, count - done);
            narrow(tile, done, halves, length);
            MemorySegment.copy(halves, 0, to, HALF, at + (long) Short.BYTES * done, length);
        }
    }

    private static void widen(short[] halves, float[] tile, int first, int count) {
        for (int i = 0; i < count; i++) {
            tile[first + i] = Float.float16ToFloat(halves[i]);
        }
    }

    private static void narrow(float[] tile, int first, short[] halves, int count) {
        for (int i = 0; i < count; i++) {
            halves[i] = Float.floatToFloat16(tile[first + i]);
        }
    }
}
