package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.MemorySegment;

/**
 * The elements of a tensor as floats, in row-major order, however they are stored. Reading may use scratch memory: an operand
 * belongs to one thread; {@link #again} gives another thread its own.
 */
public interface Operand {

    /** Number of elements. */
    long size();

    /**
     * Reads elements {@code from} up to {@code from + count} into the beginning of the tile.
     *
     * @param count at most {@link Codec#TILE}
     */
    void read(long from, float[] tile, int count);

    /**
     * Writes elements from {@code from} on to all of the target, where there is a loop that does so without tiles between. Any thread may call
     * it.
     *
     * @return whether it was done
     */
    default boolean writeStraight(long from, ElementType type, MemorySegment target) {
        return false;
    }

    /** The same elements for another thread. */
    Operand again();

    /** Elements that lie one behind the other. */
    static Operand of(ElementType type, MemorySegment bytes) {
        return new Contiguous(type, Codec.of(type), bytes);
    }

    /** These elements rounded to a type. */
    default Operand rounded(ElementType type) {
        return type == ElementType.F32 ? this : new Rounded(this, type, Rounding.to(type));
    }

    /** As stored in {@code bytes}. */
    record Contiguous(ElementType type, Codec codec, MemorySegment bytes) implements Operand {
        @Override
        public long size() {
            return bytes.byteSize() / codec.width();
        }

        @Override
        public void read(long from, float[] tile, int count) {
            codec.decode(bytes, from * codec.width(), tile, count);
        }

        @Override
        public Operand again() {
            return of(type, bytes);
        }

        @Override
        public Operand rounded(ElementType other) {
            return other == type ? this : Operand.super.rounded(other);
        }
    }

    /** Elements of another operand, rounded. */
    record Rounded(Operand operand, ElementType type, Rounding rounding) implements Operand {
        @Override
        public long size() {
            return operand.size();
        }

        @Override
        public void read(long from, float[] tile, int count) {
            operand.read(from, tile, count);
            rounding.apply(tile, count);
        }

        @Override
        public Operand again() {
            return new Rounded(operand.again(), type, Rounding.to(type));
        }
    }
}
