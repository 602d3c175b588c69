package dev.mergesweep.merger;

import dev.mergesweep.merger.checkpoint.Digests;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.kernel.Blend;
import dev.mergesweep.merger.kernel.Blended;
import dev.mergesweep.merger.kernel.Passes;
import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.PlannedTensor;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the tensors of a merge change with t: d tensor / d t, float32, computed as it is read. Each tensor has a t of its own;
 * one that is copied has none and is not here, nor is a weighted mean of other than two tensors.
 *
 * <p>Of SLERP the derivative of both factors, the parents' tensors as they are; where they are almost collinear, and of a
 * weighted mean of two, their difference. The roundings of a merge are passed over: they have no slope.
 */
public final class Tangents implements TensorSource {
    private final MergedTensors merged;
    private final InputOperands inputs;
    private final SequencedMap<String, Tangent> tangents = new LinkedHashMap<>();
    private final SequencedMap<String, Header> headers = new LinkedHashMap<>();

    /**
     * @param t where the derivative is taken: 0 is the first tensor alone, 1 the second
     * @param scale of the sum of both, by which a weighted mean that is not normalised exceeds a mean
     */
    private record Tangent(Input first, Input second, double t, double scale) {}

    private Tangents(MergedTensors merged, InputOperands inputs) {
        this.merged = merged;
        this.inputs = inputs;
    }

    static Tangents of(MergedTensors merged, MergePlan plan, InputOperands inputs) {
        Tangents all = new Tangents(merged, inputs);
        for (PlannedTensor tensor : plan.tensors()) {
            all.add(tensor);
        }
        return all;
    }

    private void add(PlannedTensor tensor) {
        Tangent tangent = switch (tensor.operation()) {
            case Operation.Copy _, Operation.Passthrough _ -> null;
            case Operation.Slerp(Input base, Input other, double t) -> new Tangent(base, other, t, 1);
            case Operation.Linear linear -> tangent(linear);
        };
        if (tangent != null) {
            tangents.put(tensor.name(), tangent);
            headers.put(
                    tensor.name(), new Header(ElementType.F32, tensor.written().shape()));
        }
    }

    private static @Nullable Tangent tangent(Operation.Linear linear) {
        if (linear.inputs().size() != 2) {
            return null;
        }
        double second = linear.weights().getLast();
        double sum = linear.weights().getFirst() + second;
        return sum == 0
                ? null
                : new Tangent(
                        linear.inputs().getFirst(),
                        linear.inputs().getLast(),
                        second / sum,
                        linear.normalize() ? 1 : sum);
    }

    /** The t of every tensor that has one, in the order in which a checkpoint is written. */
    public SequencedMap<String, Double> schedule() {
        SequencedMap<String, Double> schedule = new LinkedHashMap<>();
        tangents.forEach((name, tangent) -> schedule.put(name, tangent.t()));
        return schedule;
    }

    @Override
    public String name() {
        return merged.name();
    }

    @Override
    public ObjectNode config() {
        return merged.config();
    }

    /** Of the tensors that have a t only. */
    @Override
    public SequencedMap<String, Header> headers() {
        return Collections.unmodifiableSequencedMap(headers);
    }

    @Override
    public String identity(String tensor) {
        return Digests.of(List.of("tangent 1", merged.identity(tensor)));
    }

    @Override
    public void read(String tensor, MemorySegment target) {
        Passes.write(operand(tensor), 0, ElementType.F32, target);
    }

    @Override
    public Parts parts(String tensor) {
        Blended operand = operand(tensor);
        return (from, part) -> Passes.write(operand, from / Float.BYTES, ElementType.F32, part);
    }

    private Blended operand(String tensor) {
        Tangent tangent = Objects.requireNonNull(tangents.get(tensor), tensor);
        return new Blended(inputs.of(tangent.first()), inputs.of(tangent.second()), slope(tensor, tangent));
    }

    private Blend slope(String tensor, Tangent tangent) {
        Treatment treatment = merged.treatment(tensor);
        Angle angle = treatment.angle();
        return treatment.branch() == Branch.SLERP && angle != null
                ? Blend.sphericalSlope(angle.cosine(), tangent.t())
                : new Blend(-tangent.scale(), tangent.scale());
    }
}
