package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/** Passes over all elements of an operand, large ones by several threads; no result depends on how many. */
public final class Passes {
    /** Elements that one task works on. */
    private static final int CHUNK = 1 << 18;

    private static final Thread STRANGER = Thread.ofVirtual().unstarted(() -> {});

    private Passes() {}

    /** Writes the operand's elements, rounded to a type, little-endian. */
    public static void write(Operand operand, ElementType type, MemorySegment target) {
        long size = operand.size();
        if (target.byteSize() != size * type.bytes()) {
            throw new IllegalArgumentException(
                    "%d elements of %s do not fill %d bytes".formatted(size, type.torchName(), target.byteSize()));
        }
        chunks(size, target.isAccessibleBy(STRANGER), from -> write(operand.again(), type, target, from));
    }

    private static void write(Operand operand, ElementType type, MemorySegment target, long from) {
        Codec codec = Codec.of(type);
        float[] tile = new float[Codec.TILE];
        long end = Math.min(operand.size(), from + CHUNK);
        for (long at = from; at < end; at += Codec.TILE) {
            int count = (int) Math.min(Codec.TILE, end - at);
            operand.read(at, tile, count);
            codec.encode(tile, count, target, at * codec.width());
        }
    }

    /** Index of the first element that is NaN or infinite; -1 where all are finite numbers. */
    public static long firstNotFinite(Operand operand) {
        long size = operand.size();
        return LongStream.range(0, (size + CHUNK - 1) / CHUNK)
                .parallel()
                .map(chunk -> firstNotFinite(operand.again(), chunk * CHUNK))
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static long firstNotFinite(Operand operand, long from) {
        float[] tile = new float[Codec.TILE];
        long end = Math.min(operand.size(), from + CHUNK);
        for (long at = from; at < end; at += Codec.TILE) {
            int count = (int) Math.min(Codec.TILE, end - at);
            operand.read(at, tile, count);
            if (!(largest(tile, count) <= Float.MAX_VALUE)) {
                return at + firstNotFinite(tile);
            }
        }
        return -1;
    }

    /** NaN where one is NaN: {@link Math#max} keeps it. */
    private static float largest(float[] tile, int count) {
        float largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(tile[i]));
        }
        return largest;
    }

    private static int firstNotFinite(float[] tile) {
        int i = 0;
        while (Float.isFinite(tile[i])) {
            i++;
        }
        return i;
    }

    private static void chunks(long size, boolean sharedMemory, LongConsumer work) {
        LongStream chunks = LongStream.range(0, (size + CHUNK - 1) / CHUNK).map(chunk -> chunk * CHUNK);
        if (sharedMemory && size > CHUNK) {
            chunks.parallel().forEach(work);
        } else {
            chunks.forEach(work);
        }
    }
}
