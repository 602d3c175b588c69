package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.MemorySegment;

/** Two tensors of equal size, each multiplied with its factor and added. */
public final class Blended implements Operand {
    private final Operand first;
    private final Operand second;
    private final Blend blend;
    private final float[] scratch = new float[Codec.TILE];

    public Blended(Operand first, Operand second, Blend blend) {
        this.first = first;
        this.second = second;
        this.blend = blend;
    }

    @Override
    public long size() {
        return first.size();
    }

    @Override
    public void read(long from, float[] tile, int count) {
        first.read(from, tile, count);
        second.read(from, scratch, count);
        blend.apply(tile, scratch, count);
    }

    @Override
    public boolean writeStraight(long from, ElementType type, MemorySegment target) {
        if (first instanceof Contiguous one
                && second instanceof Contiguous other
                && one.type() == type
                && other.type() == type
                && Codec.of(type) instanceof Codec.Blending straight) {
            long at = from * straight.width();
            long bytes = target.byteSize();
            straight.blend(blend, one.bytes().asSlice(at, bytes), other.bytes().asSlice(at, bytes), target);
            return true;
        }
        return false;
    }

    @Override
    public Operand again() {
        return new Blended(first.again(), second.again(), blend);
    }
}
