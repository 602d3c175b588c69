package dev.mergesweep.merger.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * bfloat16 by plain loops over arrays, in a shape that HotSpot vectorises: integers only, two elements at a time, one width of numbers a loop
 * but for conversions between {@code int} and {@code long}; bits become floats by an array copy. Access to memory segments is slow until it is
 * compiled, arrays are not. For little-endian machines, as all that PyTorch runs on.
 */
final class PlainBfloat16 implements Codec.Blending {
    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int PAIRS = TILE / 2;
    /** Makes a NaN quiet, and keeps one whose payload lies in the cut bits from becoming an infinity. */
    private static final int QUIET = 0x400000;

    private static final int INFINITY = 0x7f800000;
    private static final long LOW_HALF = 0xffff_ffffL;
    private static final long UPPER_ELEMENT = 0xffff_0000L;

    /** Pairs of elements as stored, the first in the lower half. */
    private final int[] pairs = new int[PAIRS];
    /** Pairs of floats. */
    private final long[] wide = new long[PAIRS];

    private final int[] bits = new int[TILE];
    private final MemorySegment pairBytes = MemorySegment.ofArray(pairs);
    private final MemorySegment wideBytes = MemorySegment.ofArray(wide);
    private final MemorySegment bitBytes = MemorySegment.ofArray(bits);

    /** The copies between the loops take the longest before they are compiled: fewer are better. */
    @Override
    public int tile() {
        return TILE;
    }

    @Override
    public int width() {
        return Short.BYTES;
    }

    @Override
    public void decode(MemorySegment from, long at, float[] tile, int count) {
        int even = count & -2;
        MemorySegment floats = MemorySegment.ofArray(tile);
        int length = even / 2;
        MemorySegment.copy(from, at, pairBytes, 0, (long) Integer.BYTES * length);
        widen(pairs, wide, length);
        MemorySegment.copy(wideBytes, 0, floats, 0, (long) Long.BYTES * length);
        decodeRest(from, at, tile, even, count);
    }

    @Override
    public void encode(float[] tile, int count, MemorySegment to, long at) {
        int even = count & -2;
        MemorySegment floats = MemorySegment.ofArray(tile);
        int length = even / 2;
        MemorySegment.copy(floats, 0, bitBytes, 0, (long) Long.BYTES * length);
        round(bits, even);
        MemorySegment.copy(bitBytes, 0, wideBytes, 0, (long) Long.BYTES * length);
        narrow(wide, pairs, length);
        MemorySegment.copy(pairBytes, 0, to, at, (long) Integer.BYTES * length);
        encodeRest(tile, even, count, to, at);
    }

    /** The arrays of one codec serve both tensors and the output, so that more of them stay in the first-level cache. */
    @Override
    public void blend(Blend blend, MemorySegment first, MemorySegment second, MemorySegment to) {
        float[] tile = new float[TILE];
        float[] other = new float[TILE];
        long step = (long) Short.BYTES * TILE;
        long end = to.byteSize();
        for (long at = 0; at < end; at += step) {
            int count = (int) Math.min(step, end - at) / Short.BYTES;
            decode(first, at, tile, count);
            decode(second, at, other, count);
            blend.apply(tile, other, count);
            encode(tile, count, to, at);
        }
    }

    private static void widen(int[] pairs, long[] wide, int count) {
        for (int i = 0; i < count; i++) {
            long pair = pairs[i];
            wide[i] = pair << 16 & LOW_HALF | (pair & UPPER_ELEMENT) << 32;
        }
    }

    private static void narrow(long[] wide, int[] pairs, int count) {
        for (int i = 0; i < count; i++) {
            pairs[i] = (int) (wide[i] >>> 16 & ~UPPER_ELEMENT & LOW_HALF | wide[i] >>> 32 & UPPER_ELEMENT);
        }
    }

    /** As {@link #round(float)}, without a branch; the lower halves are what is cut off. */
    private static void round(int[] bits, int count) {
        for (int i = 0; i < count; i++) {
            int value = bits[i];
            int nan = INFINITY - (value & Integer.MAX_VALUE) >> 31;
            bits[i] = (value | QUIET) & nan | value + 0x7fff + (value >>> 16 & 1) & ~nan;
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
            put(tile[i], to, at + (long) Short.BYTES * i);
        }
    }

    static void put(float value, MemorySegment to, long at) {
        to.set(HALF, at, round(value));
    }

    /** The upper half of a float, after rounding to nearest even. */
    static short round(float value) {
        int bits = Float.floatToRawIntBits(value);
        int rounded = Float.isNaN(value) ? bits | QUIET : bits + 0x7fff + (bits >>> 16 & 1);
        return (short) (rounded >>> 16);
    }
}
