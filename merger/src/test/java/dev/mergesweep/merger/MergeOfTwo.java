package dev.mergesweep.merger;

import static java.util.Objects.requireNonNull;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.kernel.Floats;
import dev.mergesweep.merger.kernel.Operand;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** A merge of two parents with a tensor each, and what comes of it. */
abstract class MergeOfTwo {
    private static final Rows ALL = new Rows.All();
    static final float[] A = Floats.gaussian(1, 3000);
    static final float[] B = Floats.gaussian(2, 3000);

    final MemoryTensors first = new MemoryTensors("models/a");
    final MemoryTensors second = new MemoryTensors("models/b");
    Strictness strictness = Strictness.STRICT;
    Numerics numerics = Numerics.EXACT;

    MergedTensors merge(Operation operation, ElementType written, Shape shape) {
        List<Parent> parents = new ArrayList<>();
        for (MemoryTensors source : List.of(first, second)) {
            parents.add(
                    new Parent(new ModelReference(source.name(), Place.of("r.yaml")), source, Path.of(source.name())));
        }
        PlannedTensor tensor = new PlannedTensor("w", new TensorSource.Header(written, shape), operation, null);
        MergePlan plan = new MergePlan(parents, List.of(tensor), JsonNodeFactory.instance.objectNode(), List.of());
        return new MergedTensors("merge", plan, numerics, strictness, new Angles());
    }

    static Input input(int parent, ElementType type) {
        return new Input(parent, "w", type, ALL);
    }

    MergedTensors slerp(double t, ElementType type, ElementType written) {
        return merge(new Operation.Slerp(input(0, type), input(1, type), t), written, Shape.of(A.length));
    }

    static float[] read(MergedTensors merged) {
        TensorSource.Header header = requireNonNull(merged.headers().get("w"));
        MemorySegment target = Arena.ofAuto().allocate(header.bytes());
        merged.read("w", target);
        return Floats.of(Operand.of(header.type(), target));
    }

    static float[] stored(MemoryTensors parent) {
        TensorSource.Header header = requireNonNull(parent.headers().get("w"));
        MemorySegment target = Arena.ofAuto().allocate(header.bytes());
        parent.read("w", target);
        return Floats.of(Operand.of(header.type(), target));
    }
}
