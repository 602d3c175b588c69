package dev.mergesweep.merger.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * bfloat16 by plain loops: where the Vector API is missing or not worth its compilation, for what a vector leaves over, and as its oracle. The
 * loops run over arrays, because access to memory segments is slow until it is compiled.
 */
final class PlainBfloat16 implements Codec {
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** Makes a NaN quiet, and keeps one whose payload lies in the cut bits from becoming an infinity. */
    private static final int QUIET = 0x400000;

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
            tile[first + i] = Float.intBitsToFloat(halves[i] << 16);
        }
    }

    private static void narrow(float[] tile, int first, short[] halves, int count) {
        for (int i = 0; i < count; i++) {
            halves[i] = round(tile[first + i]);
        }
    }

    /** Elements {@code first} up to {@code end} of a tile that begins at byte {@code at}. */
    static void decodeRest(MemorySegment from, long at, float[] tile, int first, int end) {
        for (int i = first; i < end; i++) {
            tile[i] = element(from, at, i);
        }
    }

    static float element(MemorySegment from, long at, int index) {
        return Float.intBitsToFloat(from.get(HALF, at + (long) Short.BYTES * index) << 16);
    }

    /** As {@link #decodeRest}. */
    static void encodeRest(float[] tile, int first, int end, MemorySegment to, long at) {
        for (int i = first; i < end; i++) {
            to.set(HALF, at + (long) Short.BYTES * i, round(tile[i]));
        }
    }

    /** The upper half of a float, after rounding to nearest even. */
    static short round(float value) {
        int bits = Float.floatToRawIntBits(value);
        int rounded = Float.isNaN(value) ? bits | QUIET : bits + 0x7fff + (bits >>> 16 & 1);
        return (short) (rounded >>> 16);
    }
}
