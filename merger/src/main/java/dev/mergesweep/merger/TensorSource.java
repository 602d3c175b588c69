package dev.mergesweep.merger;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Named tensors and the {@code config.json} that belongs to them: a checkpoint on disk, or a merge that is computed as it
 * is read. Safe for use by several threads.
 */
public interface TensorSource {

    /**
     * Element type and extent of one tensor.
     */
    record Header(ElementType type, Shape shape) {
        /** Size of the tensor's bytes. */
        public long bytes() {
            return Math.multiplyExact(shape.elements(), type.bytes());
        }
    }

    /** What messages call this source: a path as the user named it, or a candidate's id. */
    String name();

    /** A copy of the {@code config.json} of these tensors. */
    ObjectNode config();

    /** Every tensor, in the order in which a checkpoint is written. */
    SequencedMap<String, Header> headers();

    /**
     * Names the bytes of a tensor without computing them: equal identities mean equal bytes, whatever source says so. A
     * tensor that is copied unchanged from a parent has the identity it has in the parent.
     *
     * @return lower-case hexadecimal digits
     */
    String identity(String tensor);

    /**
     * Writes the tensor's elements, little-endian, row-major. Small or large, memory beyond {@code target} is a few tiles.
     *
     * @param target of exactly {@code headers().get(tensor).bytes()} bytes
     */
    void read(String tensor, MemorySegment target);

    /** One tensor, read part by part. Safe for use by several threads. */
    interface Parts {
        /**
         * Writes the tensor's bytes from {@code from} on, as many as {@code part} has.
         *
         * @param from a multiple of the element's size
         * @param part a multiple of the element's size, within the tensor
         */
        void read(long from, MemorySegment part);
    }

    /** Reads a tensor that is too large to be held, part by part; what the parts have in common is done once. */
    default Parts parts(String tensor) {
        Header header = headers().get(tensor);
        if (header == null) {
            throw new IllegalArgumentException("%s holds no tensor %s".formatted(name(), tensor));
        }
        MemorySegment whole = Arena.ofAuto().allocate(header.bytes());
        read(tensor, whole);
        return (from, part) -> part.copyFrom(whole.asSlice(from, part.byteSize()));
    }

    /**
     * The tensor's elements where they lie in memory already, for who only reads them once: little-endian, row-major,
     * read-only, not necessarily aligned, valid as long as this source is reachable. Empty where they must be computed.
     */
    default Optional<MemorySegment> mapped(String tensor) {
        return Optional.empty();
    }
}
