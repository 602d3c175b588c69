package dev.mergesweep.merger;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Tensors as bytes. */
final class Elements {
    private Elements() {}

    static MemorySegment bytes(TensorSource source, String tensor) {
        MemorySegment bytes =
                Arena.ofAuto().allocate(source.headers().get(tensor).bytes());
        source.read(tensor, bytes);
        return bytes;
    }
}
