package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Rounds floats to an element type: through the type's bytes and back. Belongs to one thread. */
public final class Rounding {
    private final Codec codec;
    private final MemorySegment scratch;

    private Rounding(Codec codec) {
        this.codec = codec;
        this.scratch = Arena.ofAuto().allocate((long) Codec.TILE * codec.width());
    }

    public static Rounding to(ElementType type) {
        return new Rounding(Codec.of(type));
    }

    public void apply(float[] tile, int count) {
        codec.encode(tile, count, scratch, 0);
        codec.decode(scratch, 0, tile, count);
    }
}
