package dev.mergesweep.evaluator.djl;

import dev.mergesweep.merger.Angles;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.Numerics;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.kernel.Blend;
import dev.mergesweep.merger.kernel.Codec;
import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.plan.PlannedTensor;
import dev.mergesweep.merger.plan.Rows;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Strictness;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A checkpoint and what noise made of it, in float32, to be merged at any t. */
final class PerturbedParents {
    private final Floats first;
    private final Floats second;
    private final Angles angles = new Angles();

    /**
     * How far the second lies from the first, which it keeps in part and adds noise to.
     *
     * @param noise standard deviation, in root mean squares of the tensor
     */
    record Distance(double keep, double noise) {
        /** Cosines of about 0.98. */
        static final Distance SPHERICAL = new Distance(1, 0.2);

        /** Cosines above 0.9999: interpolated on a straight line. */
        static final Distance COLLINEAR = new Distance(1.3, 0.01);
    }

    /** The first tensor at the first distance, the next at the next, and so on in turn. */
    PerturbedParents(TensorSource checkpoint, Distance... distances) {
        SequencedMap<String, MemorySegment> a = new LinkedHashMap<>();
        SequencedMap<String, MemorySegment> b = new LinkedHashMap<>();
        checkpoint.headers().forEach((name, header) -> {
            MemorySegment floats = floats(checkpoint, name, header);
            a.put(name, floats);
            b.put(name, perturbed(floats, distances[b.size() % distances.length], name.hashCode()));
        });
        this.first = new Floats("first", checkpoint, a);
        this.second = new Floats("second", checkpoint, b);
    }

    private static MemorySegment floats(TensorSource source, String name, TensorSource.Header header) {
        MemorySegment stored = Arena.ofAuto().allocate(header.bytes());
        source.read(name, stored);
        Codec codec = Codec.of(header.type());
        int elements = Math.toIntExact(header.shape().elements());
        MemorySegment floats = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, elements);
        float[] tile = new float[Codec.TILE];
        for (int at = 0; at < elements; at += tile.length) {
            int count = Math.min(tile.length, elements - at);
            codec.decode(stored, (long) at * codec.width(), tile, count);
            MemorySegment.copy(tile, 0, floats, ValueLayout.JAVA_FLOAT, (long) at * Float.BYTES, count);
        }
        return floats;
    }

    private static MemorySegment perturbed(MemorySegment floats, Distance distance, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = floats.toArray(ValueLayout.JAVA_FLOAT);
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        double size = distance.noise() * Math.sqrt(squares / values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (distance.keep() * values[i] + size * random.nextGaussian());
        }
        return MemorySegment.ofArray(values);
    }

    /** Every tensor at the same t, written in float32. */
    MergedTensors at(double t) {
        List<PlannedTensor> tensors = first.headers().entrySet().stream()
                .map(entry -> new PlannedTensor(
                        entry.getKey(),
                        entry.getValue(),
                        new Operation.Slerp(input(0, entry.getKey()), input(1, entry.getKey()), t),
                        null))
                .toList();
        List<Parent> parents = Stream.of(first, second)
                .map(source -> new Parent(
                        new ModelReference(source.name(), Place.of("r.yaml")), source, Path.of(source.name())))
                .toList();
        MergePlan plan = new MergePlan(parents, tensors, first.config(), List.of());
        return new MergedTensors("merge", plan, Numerics.EXACT, Strictness.STRICT, angles);
    }

    /** One tensor at any t, its elements in order, without a rounding to float32. */
    double[] inDouble(String tensor, double t) {
        Angle angle = Objects.requireNonNull(at(t).treatment(tensor).angle(), tensor);
        Blend blend = Blend.spherical(angle.cosine(), t);
        float[] a = first.of(tensor);
        float[] b = second.of(tensor);
        double[] blended = new double[a.length];
        Arrays.setAll(blended, i -> blend.first() * a[i] + blend.second() * b[i]);
        return blended;
    }

    private static Input input(int parent, String tensor) {
        return new Input(parent, tensor, ElementType.F32, new Rows.All());
    }

    /** A merge of which one tensor is another merge's. */
    record Exchanged(TensorSource merged, String tensor, TensorSource other) implements TensorSource {
        private TensorSource of(String name) {
            return name.equals(tensor) ? other : merged;
        }

        @Override
        public String name() {
            return merged.name();
        }

        @Override
        public ObjectNode config() {
            return merged.config();
        }

        @Override
        public SequencedMap<String, Header> headers() {
            return merged.headers();
        }

        @Override
        public String identity(String name) {
            return of(name).identity(name);
        }

        @Override
        public void read(String name, MemorySegment target) {
            of(name).read(name, target);
        }
    }

    private record Floats(String name, TensorSource like, SequencedMap<String, MemorySegment> floats)
            implements TensorSource {
        float[] of(String tensor) {
            return Objects.requireNonNull(floats.get(tensor)).toArray(ValueLayout.JAVA_FLOAT);
        }

        @Override
        public ObjectNode config() {
            // With some experts chosen, a score jumps where the choice changes; no difference quotient has a say there.
            ObjectNode config = like.config();
            for (String experts : List.of("num_local_experts", "num_experts")) {
                if (config.has(experts)) {
                    config.set("num_experts_per_tok", config.get(experts));
                }
            }
            return config;
        }

        @Override
        public SequencedMap<String, Header> headers() {
            SequencedMap<String, Header> headers = new LinkedHashMap<>();
            like.headers().forEach((name, header) -> headers.put(name, new Header(ElementType.F32, header.shape())));
            return headers;
        }

        @Override
        public String identity(String tensor) {
            return name + " " + tensor;
        }

        @Override
        public void read(String tensor, MemorySegment target) {
            target.copyFrom(Objects.requireNonNull(floats.get(tensor)));
        }
    }
}
