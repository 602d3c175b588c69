package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/** Passes over all elements of an operand, large ones by several threads; no result depends on how many. */
public final class Passes {
    /** Elements that one task works on. */
    private static final int CHUNK = 1 << 18;

    private static final Thread STRANGER = Thread.ofVirtual().unstarted(() -> {});

    private Passes() {}

    /**
     * Writes elements, rounded to a type, little-endian.
     *
     * @param first the element that is written to the target's beginning; the target's size says how many follow
     */
    public static void write(Operand operand, long first, ElementType type, MemorySegment target) {
        long count = target.byteSize() / type.bytes();
        if (count <= CHUNK) {
            writeAlone(operand, first, type, target);
            return;
        }
        LongStream chunks = LongStream.range(0, (count + CHUNK - 1) / CHUNK).map(chunk -> chunk * CHUNK);
        boolean split = target.isAccessibleBy(STRANGER);
        (split ? chunks.parallel() : chunks).forEach(from -> {
            long end = Math.min(count, from + CHUNK);
            MemorySegment part = target.asSlice(from * type.bytes(), (end - from) * type.bytes());
            writeAlone(operand, first + from, type, part);
        });
    }

    private static void writeAlone(Operand operand, long first, ElementType type, MemorySegment target) {
        if (operand.writeStraight(first, type, target)) {
            return;
        }
        Operand own = operand.again();
        Codec codec = Codec.of(type);
        float[] tile = new float[codec.tile()];
        long end = target.byteSize() / codec.width();
        for (long at = 0; at < end; at += tile.length) {
            int count = (int) Math.min(tile.length, end - at);
            own.read(first + at, tile, count);
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
}
