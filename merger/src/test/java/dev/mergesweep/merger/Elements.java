package dev.mergesweep.merger;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Compares tensors element by element, as bits; the payload of a NaN and the sign of zero do not count. */
final class Elements {
    private Elements() {}

    static long differing(TensorSource first, TensorSource second, String tensor) {
        ElementType type = first.headers().get(tensor).type();
        MemorySegment a = bytes(first, tensor);
        MemorySegment b = bytes(second, tensor);
        long count = 0;
        for (long at = 0; at < a.byteSize(); at += type.bytes()) {
            count += same(type, bits(type, a, at), bits(type, b, at)) ? 0 : 1;
        }
        return count;
    }

    private static MemorySegment bytes(TensorSource source, String tensor) {
        MemorySegment bytes =
                Arena.ofAuto().allocate(source.headers().get(tensor).bytes());
        source.read(tensor, bytes);
        return bytes;
    }

    private static long bits(ElementType type, MemorySegment bytes, long at) {
        return switch (type.bytes()) {
            case 2 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) & 0xffffL;
            case 4 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED, at) & 0xffffffffL;
            case 8 -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
            default -> bytes.get(ValueLayout.JAVA_BYTE, at);
        };
    }

    private static boolean same(ElementType type, long a, long b) {
        return a == b || (isNan(type, a) && isNan(type, b)) || (isZero(type, a) && isZero(type, b));
    }

    private static boolean isNan(ElementType type, long bits) {
        return switch (type) {
            case BF16 -> (bits & 0x7fff) > 0x7f80;
            case F16 -> (bits & 0x7fff) > 0x7c00;
            case F32 -> (bits & 0x7fffffff) > 0x7f800000;
            default -> false;
        };
    }

    private static boolean isZero(ElementType type, long bits) {
        return switch (type) {
            case BF16, F16 -> (bits & 0x7fff) == 0;
            case F32 -> (bits & 0x7fffffff) == 0;
            default -> bits == 0;
        };
    }
}
