package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.TensorSource.Header;

/**
 * Where one tensor lies in a safetensors file, as its header states it.
 *
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
record TensorEntry(String name, ElementType type, Shape shape, long begin, long end) {
    TensorEntry {
        long expected = size(type, shape);
        if (begin < 0 || end < begin || end - begin != expected) {
            throw new IllegalArgumentException("%s %s takes %d bytes, but data_offsets [%d, %d] span %d"
                    .formatted(type, shape, expected, begin, end, end - begin));
        }
    }

    private static long size(ElementType type, Shape shape) {
        try {
            return Math.multiplyExact(shape.elements(), type.bytes());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("%s %s has more than 2^63 - 1 bytes".formatted(type, shape), e);
        }
    }

    Header header() {
        return new Header(type, shape);
    }
}
