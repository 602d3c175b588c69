package dev.mergesweep.evaluator.validation;

import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Looks at every element of every tensor, at the speed of the disk. */
record TensorValues(String name, Header header, long notFinite, boolean allZero) {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** In the checkpoint's order, computed side by side. */
    static Stream<TensorValues> of(Checkpoint checkpoint) {
        return checkpoint.headers().entrySet().parallelStream().map(entry -> of(checkpoint, entry));
    }

    private static TensorValues of(Checkpoint checkpoint, Map.Entry<String, Header> entry) {
        MemorySegment bytes = checkpoint.bytes(entry.getKey());
        Header header = Objects.requireNonNull(entry.getValue());
        return new TensorValues(entry.getKey(), header, notFinite(header.type(), bytes), allZero(header.type(), bytes));
    }

    /** A NaN or an infinity is an exponent of ones. */
    private static long notFinite(ElementType type, MemorySegment bytes) {
        return switch (type) {
            case BF16 -> shorts(bytes, 0x7F80);
            case F16 -> shorts(bytes, 0x7C00);
            case F32 -> {
                long count = 0;
                for (long at = 0; at < bytes.byteSize(); at += 4) {
                    count += (bytes.get(INT, at) & 0x7F80_0000) == 0x7F80_0000 ? 1 : 0;
                }
                yield count;
            }
            case F64 -> {
                long count = 0;
                for (long at = 0; at < bytes.byteSize(); at += 8) {
                    count += Double.isFinite(Double.longBitsToDouble(bytes.get(LONG, at))) ? 0 : 1;
                }
                yield count;
            }
            case I64, I32, I16, I8, U8, U16, U32, U64, F8_E4M3, F8_E5M2, BOOL -> 0;
        };
    }

    private static long shorts(MemorySegment bytes, int exponent) {
        long count = 0;
        for (long at = 0; at < bytes.byteSize(); at += 2) {
            count += (bytes.get(SHORT, at) & exponent) == exponent ? 1 : 0;
        }
        return count;
    }

    /** A negative zero is a zero. */
    private static boolean allZero(ElementType type, MemorySegment bytes) {
        int width = type.bytes();
        for (long at = 0; at < bytes.byteSize(); at++) {
            boolean signed = (at + 1) % width == 0;
            if ((bytes.get(ValueLayout.JAVA_BYTE, at) & (signed ? 0x7F : 0xFF)) != 0) {
                return false;
            }
        }
        return true;
    }

    String shownNotFinite() {
        return String.format(
                Locale.ROOT,
                "%s: %d of %d elements are NaN or infinite",
                name,
                notFinite,
                header.shape().elements());
    }
}
