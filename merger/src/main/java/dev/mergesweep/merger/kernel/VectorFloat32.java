package dev.mergesweep.merger.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** IEEE 754 binary32, blended with the Vector API: HotSpot vectorises no loop from segment to segment, which might overlap. */
final class VectorFloat32 implements Codec.Blending {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(LITTLE);

    private final Float32Codec copies = new Float32Codec();

    @Override
    public int width() {
        return Float.BYTES;
    }

    @Override
    public void decode(MemorySegment from, long at, float[] tile, int count) {
        copies.decode(from, at, tile, count);
    }

    @Override
    public void encode(float[] tile, int count, MemorySegment to, long at) {
        copies.encode(tile, count, to, at);
    }

    @Override
    public void blend(Blend blend, MemorySegment first, MemorySegment second, MemorySegment to) {
        float x = (float) blend.first();
        float y = (float) blend.second();
        long step = FLOATS.vectorByteSize();
        long end = to.byteSize() - to.byteSize() % step;
        for (long at = 0; at < end; at += step) {
            FloatVector a = FloatVector.fromMemorySegment(FLOATS, first, at, LITTLE);
            FloatVector b = FloatVector.fromMemorySegment(FLOATS, second, at, LITTLE);
            a.mul(x).add(b.mul(y)).intoMemorySegment(to, at, LITTLE);
        }
        for (long at = end; at < to.byteSize(); at += Float.BYTES) {
            to.set(FLOAT, at, x * first.get(FLOAT, at) + y * second.get(FLOAT, at));
        }
    }
}
