package dev.mergesweep.merger;

import dev.mergesweep.merger.checkpoint.Digests;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.kernel.Blend;
import dev.mergesweep.merger.kernel.Blended;
import dev.mergesweep.merger.kernel.Operand;
import dev.mergesweep.merger.kernel.Passes;
import dev.mergesweep.merger.kernel.Scaled;
import dev.mergesweep.merger.kernel.WeightedSum;
import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.PlannedTensor;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Strictness;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tensors of a merge, computed as they are read. What is read here is bit for bit what a written merge holds.
 *
 * <p>At t = 0 and t = 1, and where both parents have the same bytes, a finite pair gives one parent's tensor; where no cast changes it, it
 * is that parent's bytes, signs of zeros included, and has their identity (.docs/decisions/merge-arithmetic.md).
 */
public final class MergedTensors implements TensorSource {
    private final String name;
    private final MergePlan plan;
    private final Numerics numerics;
    private final Strictness strictness;
    private final Angles angles;
    private final InputOperands inputs;
    private final SequencedMap<String, Header> headers = new LinkedHashMap<>();
    private final Map<String, PlannedTensor> planned = new LinkedHashMap<>();
    private final Map<String, Problem> warnings = new ConcurrentSkipListMap<>();
    /** By the operation itself: comparing two takes longer than it saves. */
    private final Map<Operation, Angle> known = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * @param name what messages call the merge
     * @param strictness whether a NaN or an infinity in a parent is an error or a warning
     * @param angles shared by all merges of the same parents
     */
    public MergedTensors(String name, MergePlan plan, Numerics numerics, Strictness strictness, Angles angles) {
        this.name = name;
        this.plan = plan;
        this.numerics = numerics;
        this.strictness = strictness;
        this.angles = angles;
        this.inputs = new InputOperands(plan.parents());
        for (PlannedTensor tensor : plan.tensors()) {
            headers.put(tensor.name(), tensor.written());
            planned.put(tensor.name(), tensor);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ObjectNode config() {
        return plan.config();
    }

    @Override
    public SequencedMap<String, Header> headers() {
        return Collections.unmodifiableSequencedMap(headers);
    }

    /** What was found while tensors were read leniently, by tensor. */
    public List<Problem> warnings() {
        return List.copyOf(warnings.values());
    }

    /**
     * What becomes of a tensor. Where it is interpolated, both parents are read once, unless their angle is known.
     */
    public Treatment treatment(String tensor) {
        return switch (tensor(tensor).operation()) {
            case Operation.Copy _ -> new Treatment(Branch.COPY, null, null);
            case Operation.Passthrough _ -> new Treatment(Branch.PASSTHROUGH, null, null);
            case Operation.Linear _ -> new Treatment(Branch.LINEAR, null, null);
            case Operation.Slerp slerp -> treatment(slerp, angle(slerp));
        };
    }

    private Treatment treatment(Operation.Slerp slerp, Angle angle) {
        Blend blend = blend(angle, slerp.t());
        boolean collinear = switch (numerics) {
            case EXACT -> Math.abs(angle.cosine()) > Blend.COLLINEAR;
            case MERGEKIT -> Math.abs((float) angle.cosine()) > (float) Blend.COLLINEAR;
        };
        return new Treatment(collinear ? Branch.LERP : Branch.SLERP, angle, blend);
    }

    /** How these tensors change with t. */
    public Tangents tangents() {
        return Tangents.of(this, plan, inputs);
    }

    @Override
    public String identity(String tensor) {
        PlannedTensor planned = tensor(tensor);
        Operation operation = simplest(planned.operation());
        Optional<Input> same = copied(operation, planned.written().type());
        return same.isPresent()
                ? inputs.parent(same.get().parent()).identity(same.get().tensor())
                : Digests.of(recipe(operation, planned.written()));
    }

    /** Everything that decides the bytes of a computed tensor. */
    private List<String> recipe(Operation operation, Header written) {
        List<String> parts = new ArrayList<>(List.of("merge 1", operation.type().name(), written.toString()));
        operation.inputs().forEach(input -> parts.add(inputs.identity(input)));
        switch (operation) {
            case Operation.Copy _ -> parts.add("copy");
            case Operation.Passthrough(Input _, Double scale) ->
                parts.add(scale == null ? "copy" : "times " + bits(scale));
            case Operation.Slerp slerp -> parts.addAll(List.of("slerp", numerics.name(), bits(slerp.t())));
            case Operation.Linear linear -> {
                parts.addAll(List.of("linear", numerics.name(), String.valueOf(linear.normalize())));
                linear.weights().forEach(weight -> parts.add(bits(weight)));
            }
        }
        return parts;
    }

    private static String bits(double value) {
        return Long.toHexString(Double.doubleToLongBits(value + 0.0));
    }

    /** The input whose stored bytes are the output's, where there is one. */
    private Optional<Input> copied(Operation operation, ElementType written) {
        Optional<Input> taken = switch (operation) {
            case Operation.Copy(Input input) -> Optional.of(input);
            case Operation.Passthrough(Input input, Double scale) ->
                scale == null ? Optional.of(input) : Optional.empty();
            case Operation.Linear _ -> Optional.empty();
            case Operation.Slerp _ -> Optional.empty();
        };
        return taken.filter(input -> inputs.unchanged(input, written));
    }

    /** An interpolation that gives one of its inputs is a copy of it. */
    private Operation simplest(Operation operation) {
        if (!(operation instanceof Operation.Slerp slerp)) {
            return operation;
        }
        Input taken = slerp.t() == 1 ? slerp.other() : slerp.base();
        boolean one = slerp.t() == 0 || slerp.t() == 1 || isItself(slerp);
        return one && taken.type() == slerp.type() && angle(slerp).finite() ? new Operation.Copy(taken) : operation;
    }

    /** Whether a tensor is interpolated with itself on a straight line, in a type that hides the last places of float32. */
    private boolean isItself(Operation.Slerp slerp) {
        return slerp.t() >= 0
                && slerp.t() <= 1
                && slerp.type().bytes() == Short.BYTES
                && inputs.decisive(slerp.base()).equals(inputs.decisive(slerp.other()))
                && treatment(slerp, angle(slerp)).branch() == Branch.LERP;
    }

    @Override
    public void read(String tensor, MemorySegment target) {
        long bytes = tensor(tensor).written().bytes();
        if (target.byteSize() != bytes) {
            throw new IllegalArgumentException(
                    "%s has %d bytes, the target %d".formatted(tensor, bytes, target.byteSize()));
        }
        parts(tensor).read(0, target);
    }

    @Override
    public Parts parts(String tensor) {
        PlannedTensor planned = tensor(tensor);
        checkFinite(planned.operation());
        Operation operation = simplest(planned.operation());
        ElementType type = operation.type();
        ElementType written = planned.written().type();
        Optional<Input> same = copied(operation, written);
        if (same.isPresent()) {
            return inputs.parent(same.get().parent()).parts(same.get().tensor());
        }
        Operand merged = merged(operation);
        Operand rounded = type == written ? merged : merged.rounded(type);
        return (from, part) -> Passes.write(rounded, from / written.bytes(), written, part);
    }

    private Operand merged(Operation operation) {
        return switch (operation) {
            case Operation.Copy(Input input) -> inputs.of(input);
            case Operation.Passthrough(Input input, Double scale) ->
                scale == null ? inputs.of(input) : new Scaled(inputs.of(input), scale.floatValue());
            case Operation.Slerp slerp ->
                new Blended(inputs.of(slerp.base()), inputs.of(slerp.other()), blend(angle(slerp), slerp.t()));
            case Operation.Linear linear -> linear(linear);
        };
    }

    private Operand linear(Operation.Linear linear) {
        WeightedSum sum = new WeightedSum(
                linear.inputs().stream().map(inputs::of).toList(), linear.weights(), linear.normalize(), linear.type());
        return switch (numerics) {
            case EXACT -> sum;
            case MERGEKIT -> new WeightedSum.InType(sum);
        };
    }

    private Blend blend(Angle angle, double t) {
        return switch (numerics) {
            case EXACT -> Blend.spherical(angle.cosine(), t);
            case MERGEKIT -> Blend.sphericalInFloat((float) angle.cosine(), t);
        };
    }

    /** Looked up once: naming the pair costs more than planning it. */
    private Angle angle(Operation.Slerp slerp) {
        Angle found = known.get(slerp);
        if (found == null) {
            found = find(slerp);
            known.put(slerp, found);
        }
        return found;
    }

    private Angle find(Operation.Slerp slerp) {
        List<String> pair = new ArrayList<>(List.of("angle 2", numerics.name()));
        pair.addAll(inputs.decisive(slerp.base()));
        pair.addAll(inputs.decisive(slerp.other()));
        return angles.of(Digests.of(pair), () -> switch (numerics) {
            case EXACT -> Angle.exact(inputs.of(slerp.base()), inputs.of(slerp.other()));
            case MERGEKIT -> Angle.inFloat(inputs.of(slerp.base()), inputs.of(slerp.other()));
        });
    }

    /** The sums behind an angle tell for nothing whether a pair is finite; other operations need a look at their inputs. */
    private void checkFinite(Operation operation) {
        if (operation instanceof Operation.Slerp slerp && angle(slerp).finite()) {
            return;
        }
        for (Input input : operation.inputs()) {
            FiniteCheck.of(inputs, input, angles).ifPresent(this::report);
        }
    }

    private void report(Problem problem) {
        switch (strictness) {
            case STRICT -> throw new InputException(List.of(problem));
            case LENIENT -> warnings.put(problem.toString(), problem);
        }
    }

    private PlannedTensor tensor(String tensor) {
        PlannedTensor found = planned.get(tensor);
        if (found == null) {
            throw new IllegalArgumentException("%s has no tensor %s".formatted(name, tensor));
        }
        return found;
    }
}
