package dev.mergesweep.merger.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * IEEE 754 binary16 straight from memory segments and to them. HotSpot vectorises these loops as it does those over arrays, with the machine's
 * own conversions; not one from segment to segment, which might overlap, hence the tile between.
 */
final class StraightFloat16 implements Codec.Blending {
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final float[] blended = new float[SMALL_TILE];

    @Override
    public int width() {
        return Short.BYTES;
    }

    @Override
    public void decode(MemorySegment from, long at, float[] tile, int count) {
        for (int i = 0; i < count; i++) {
            tile[i] = Float.float16ToFloat(from.get(HALF, at + (long) Short.BYTES * i));
        }
    }

    @Override
    public void encode(float[] tile, int count, MemorySegment to, long at) {
        for (int i = 0; i < count; i++) {
            to.set(HALF, at + (long) Short.BYTES * i, Float.floatToFloat16(tile[i]));
        }
    }

    @Override
    public void blend(Blend blend, MemorySegment first, MemorySegment second, MemorySegment to) {
        float x = (float) blend.first();
        float y = (float) blend.second();
        long step = (long) Short.BYTES * SMALL_TILE;
        for (long at = 0; at < to.byteSize(); at += step) {
            int count = (int) Math.min(step, to.byteSize() - at) / Short.BYTES;
            blend(x, first.asSlice(at), y, second.asSlice(at), blended, count);
            encode(blended, count, to, at);
        }
    }

    private static void blend(float x, MemorySegment first, float y, MemorySegment second, float[] tile, int count) {
        for (int i = 0; i < count; i++) {
            long at = (long) Short.BYTES * i;
            tile[i] = x * Float.float16ToFloat(first.get(HALF, at)) + y * Float.float16ToFloat(second.get(HALF, at));
        }
    }
}
