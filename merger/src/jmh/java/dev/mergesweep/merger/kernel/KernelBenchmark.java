package dev.mergesweep.merger.kernel;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast tensors that do not fit a cache are merged, on all cores, beside how fast this machine copies memory at all. Read the column
 * {@code gigabytes}: bytes read and written a second.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class KernelBenchmark {
    private static final long BYTES = 96L << 20;
    private static final long PART = 1 << 19;

    @Param({"BF16", "F16", "F32"})
    private ElementType type = ElementType.BF16;

    private MemorySegment first = MemorySegment.NULL;
    private MemorySegment second = MemorySegment.NULL;
    private MemorySegment out = MemorySegment.NULL;

    /** Counted beside the operations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Traffic {
        public double gigabytes;

        void add(long bytes) {
            gigabytes += bytes / 1e9;
        }
    }

    @Setup
    public void fill() {
        Arena arena = Arena.ofAuto();
        first = arena.allocate(BYTES, 64);
        second = arena.allocate(BYTES, 64);
        out = arena.allocate(BYTES, 64);
        float[] tile = new float[Codec.TILE];
        Codec codec = Codec.of(type);
        long step = (long) Codec.TILE * codec.width();
        for (long at = 0; at < BYTES; at += step) {
            for (int i = 0; i < tile.length; i++) {
                tile[i] = (float) StrictMath.sin(at + i);
            }
            codec.encode(tile, tile.length, first, at);
            for (int i = 0; i < tile.length; i++) {
                tile[i] = (float) StrictMath.cos(at + 3L * i);
            }
            codec.encode(tile, tile.length, second, at);
        }
        warmUp();
    }

    /** Past the first gigabytes, which are coded by plain loops. */
    private void warmUp() {
        while (type == ElementType.BF16 && !VectorModule.isWorthIt()) {
            Codec.of(type);
        }
    }

    /** The bound: each core copies its parts. */
    @Benchmark
    public void copy(Traffic traffic) {
        LongStream.range(0, BYTES / PART)
                .parallel()
                .map(part -> part * PART)
                .forEach(at -> out.asSlice(at, PART).copyFrom(first.asSlice(at, PART)));
        traffic.add(2 * BYTES);
    }

    /** SLERP once the angle is known. */
    @Benchmark
    public void blend(Traffic traffic) {
        Blended blended = new Blended(Operand.of(type, first), Operand.of(type, second), Blend.spherical(0.6, 0.3));
        Passes.write(blended, 0, type, out);
        traffic.add(3 * BYTES);
    }

    /** The angle in double. */
    @Benchmark
    public Angle angle(Traffic traffic) {
        traffic.add(2 * BYTES);
        return Angle.exact(Operand.of(type, first), Operand.of(type, second));
    }

    /** The angle as mergekit sees it. */
    @Benchmark
    public Angle angleInFloat(Traffic traffic) {
        traffic.add(2 * BYTES);
        return Angle.inFloat(Operand.of(type, first), Operand.of(type, second));
    }
}
