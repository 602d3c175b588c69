package dev.mergesweep.merger;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import java.lang.foreign.MemorySegment;
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
}
