package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * Turns elements of one type into floats and back; little-endian, at any alignment. Rounding is to nearest, ties to even; what is
 * too large becomes infinite; a NaN stays a NaN. A codec may hold scratch memory: it belongs to one thread.
 */
public sealed interface Codec permits Codec.Blending, Float16Codec, Float32Codec, Int64Codec {

    /** The most elements that are worked on together: with what they are read from and written to they fill the first-level cache. */
    int TILE = 4096;

    /** Elements that plain loops work on together. */
    int SMALL_TILE = 1024;

    /** Elements that this codec is fastest with, at most {@link #TILE}; no result depends on it. */
    default int tile() {
        return SMALL_TILE;
    }

    /** Bytes of one element. */
    int width();

    /**
     * @param at first byte to read
     * @param count elements, at most {@link #TILE}
     */
    void decode(MemorySegment from, long at, float[] tile, int count);

    /** @param at first byte to write @param count elements, at most {@link #TILE} */
    void encode(float[] tile, int count, MemorySegment to, long at);

    /**
     * A codec that blends two stored tensors straight into a third. Asked for by this name, so that nothing loads vector code before it is
     * used.
     */
    sealed interface Blending extends Codec permits PlainBfloat16, VectorBfloat16, StraightFloat16, VectorFloat32 {
        /** Decodes, {@link Blend#apply}, encodes: the three segments have the same size, a multiple of {@link #width}. */
        void blend(Blend blend, MemorySegment first, MemorySegment second, MemorySegment to);
    }

    /** A codec of its own for the calling thread. @throws IllegalArgumentException for a type that no merge works in */
    static Codec of(ElementType type) {
        return switch (type) {
            case BF16 -> LongRun.hasVectors() ? new VectorBfloat16() : new PlainBfloat16();
            case F16 -> LongRun.isOne() ? new StraightFloat16() : new Float16Codec();
            case F32 -> LongRun.hasVectors() ? new VectorFloat32() : new Float32Codec();
            case I64 -> new Int64Codec();
            case F64, I32, I16, I8, U8, U16, U32, U64, F8_E4M3, F8_E5M2, BOOL ->
                throw new IllegalArgumentException("No arithmetic on " + type.torchName());
        };
    }

    /** Whether {@link #of} has a codec for a type; tensors of other types are copied only. */
    static boolean supports(ElementType type) {
        return switch (type) {
            case BF16, F16, F32, I64 -> true;
            case F64, I32, I16, I8, U8, U16, U32, U64, F8_E4M3, F8_E5M2, BOOL -> false;
        };
    }
}
