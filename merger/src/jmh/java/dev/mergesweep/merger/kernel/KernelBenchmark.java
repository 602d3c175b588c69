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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How fast tensors that do not fit a cache are merged, on all cores, beside how fast this machine copies memory at all. Read the rows
 * {@code copied}, {@code blended} and {@code gigabytes} (10^9 bytes read and written a second) and {@code ofCopy}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class KernelBenchmark {
    /** Of a tensor: three of them do not fit the largest of caches, which a rented machine shares with others. */
    private static final long BYTES = 256L << 20;

    private static final long PART = 1 << 19;
    /** So much at once Java copies past the caches, where the machine can. */
    private static final long STREAM = 8 << 20;

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

    /** Copies and blends in turns. JMH divides counters by the time of an iteration, so each rate is multiplied with it before. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Turns {
        private long copies;
        private long streams;
        private long blends;
        private double turns;

        @Setup(Level.Iteration)
        public void begin() {
            copies = 0;
            streams = 0;
            blends = 0;
            turns = 0;
        }

        void add(long copy, long stream, long blend) {
            copies += copy;
            streams += stream;
            blends += blend;
            turns++;
        }

        /** Bytes copied, read and written, in a second of copying, in 10^9. */
        public double copied() {
            return 2 * BYTES * turns / copies * seconds();
        }

        /** The same of large runs, which spare the caches. */
        public double streamed() {
            return 2 * BYTES * turns / streams * seconds();
        }

        /** Bytes read and written in a second of blending, in 10^9. */
        public double blended() {
            return 3 * BYTES * turns / blends * seconds();
        }

        /** Speed of the blend, the copy's being 1. */
        public double ofCopy() {
            return blended() / copied() * seconds();
        }

        /** Speed of the blend, that of the copy of large runs being 1. */
        public double ofStreamed() {
            return blended() / streamed() * seconds();
        }

        private double seconds() {
            return (copies + streams + blends) / 1e9;
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

    /** Past the first gigabytes, which are coded by plain loops over arrays. */
    private void warmUp() {
        while (!LongRun.isOne()) {
            Thread.onSpinWait();
        }
    }

    /**
     * SLERP once the angle is known, and the bound, a copy of as many bytes by parts on all cores: one after the other some ten times a second,
     * so that whatever else the machine does happens to all. The second bound, a copy of larger parts, is what the machine does at best.
     */
    @Benchmark
    public void blendBesideCopy(Turns turns) {
        long begin = System.nanoTime();
        copy(PART);
        long copied = System.nanoTime();
        copy(STREAM);
        long streamed = System.nanoTime();
        blend();
        turns.add(copied - begin, streamed - copied, System.nanoTime() - streamed);
    }

    private void copy(long size) {
        LongStream.range(0, BYTES / size)
                .parallel()
                .map(part -> part * size)
                .forEach(at -> out.asSlice(at, size).copyFrom(first.asSlice(at, size)));
    }

    private void blend() {
        Blended blended = new Blended(Operand.of(type, first), Operand.of(type, second), Blend.spherical(0.6, 0.3));
        Passes.write(blended, 0, type, out);
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
