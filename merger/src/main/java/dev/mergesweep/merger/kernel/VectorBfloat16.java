package dev.mergesweep.merger.kernel;

import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ZERO_EXTEND_S2I;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * bfloat16 with the Vector API: plain loops stay far below the speed of memory, because HotSpot does not
 * vectorise a change of width together with a change of meaning. Loop bodies are small on purpose: larger ones are no longer
 * inlined and box every vector.
 */
final class VectorBfloat16 implements Codec.Blending {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final int LANES = FLOATS.length();
    /** The second of a pair of elements. */
    private static final int UPPER = 0xffff_0000;

    @Override
    public int width() {
        return Short.BYTES;
    }

    /** Longer runs through each of the three streams suit the memory better: a third faster than 1024. */
    @Override
    public int tile() {
        return TILE;
    }

    @Override
    public void decode(MemorySegment from, long at, float[] tile, int count) {
        int end = FLOATS.loopBound(count);
        for (int i = 0; i < end; i += LANES) {
            widen(from, at + (long) Short.BYTES * i).intoArray(tile, i);
        }
        PlainBfloat16.decodeRest(from, at, tile, end, count);
    }

    @Override
    public void encode(float[] tile, int count, MemorySegment to, long at) {
        int end = FLOATS.loopBound(count);
        for (int i = 0; i < end; i += LANES) {
            narrow(FloatVector.fromArray(FLOATS, tile, i)).intoMemorySegment(to, at + (long) Short.BYTES * i, LITTLE);
        }
        PlainBfloat16.encodeRest(tile, end, count, to, at);
    }

    /**
     * One pass in place of three over a tile: memory is read while numbers are computed. Two elements are blended as one {@code int}, so that
     * nothing changes its width.
     */
    @Override
    public void blend(Blend blend, MemorySegment first, MemorySegment second, MemorySegment to) {
        float x = (float) blend.first();
        float y = (float) blend.second();
        long step = INTS.vectorByteSize();
        long end = to.byteSize() - to.byteSize() % step;
        for (long at = 0; at < end; at += step) {
            IntVector a = IntVector.fromMemorySegment(INTS, first, at, LITTLE);
            IntVector b = IntVector.fromMemorySegment(INTS, second, at, LITTLE);
            IntVector lower = rounded(lower(a).mul(x).add(lower(b).mul(y))).lanewise(LSHR, 16);
            IntVector upper = rounded(upper(a).mul(x).add(upper(b).mul(y))).and(UPPER);
            lower.or(upper).intoMemorySegment(to, at, LITTLE);
        }
        for (long at = end; at < to.byteSize(); at += Short.BYTES) {
            PlainBfloat16.put(
                    x * PlainBfloat16.element(first, at, 0) + y * PlainBfloat16.element(second, at, 0), to, at);
        }
    }

    private static FloatVector lower(IntVector pairs) {
        return pairs.lanewise(LSHL, 16).reinterpretAsFloats();
    }

    private static FloatVector upper(IntVector pairs) {
        return pairs.and(UPPER).reinterpretAsFloats();
    }

    private static FloatVector widen(MemorySegment from, long at) {
        ShortVector halves = ShortVector.fromMemorySegment(SHORTS, from, at, LITTLE);
        IntVector wide = (IntVector) halves.convertShape(ZERO_EXTEND_S2I, INTS, 0);
        return wide.lanewise(LSHL, 16).reinterpretAsFloats();
    }

    private static ShortVector narrow(FloatVector values) {
        return (ShortVector) rounded(values).lanewise(LSHR, 16).convertShape(I2S, SHORTS, 0);
    }

    /** As {@link PlainBfloat16#round}, in the upper halves. */
    private static IntVector rounded(FloatVector values) {
        IntVector bits = values.reinterpretAsInts();
        IntVector nearest = bits.add(bits.lanewise(LSHR, 16).and(1)).add(0x7fff);
        return nearest.blend(bits.or(0x400000), values.test(IS_NAN).cast(INTS));
    }
}
