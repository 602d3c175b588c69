package dev.mergesweep.merger;

import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.kernel.Blend;
import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.PlannedTensor;
import java.util.List;

/** Explains tensors, and asks the other numerics too where the two can disagree at all. */
final class Explainer {
    /**
     * How far mergekit's float32 cosine can lie from the exact one: it grows with the number of elements, because float32 sums stagnate.
     * Largest seen: 3.2e-11 an element (131 million elements, AVX2 kernel), here with a factor of three.
     */
    private static final double DOUBT_PER_ELEMENT = 1e-10;

    private static final double LEAST_DOUBT = 1e-5;

    private final MergePlan plan;
    private final MergedTensors tensors;
    private final MergedTensors inOtherNumerics;

    Explainer(String name, MergePlan plan, MergedTensors tensors, Merge.Manner manner, Angles angles) {
        this.plan = plan;
        this.tensors = tensors;
        Numerics other = switch (manner.numerics()) {
            case EXACT -> Numerics.MERGEKIT;
            case MERGEKIT -> Numerics.EXACT;
        };
        this.inOtherNumerics = new MergedTensors(name, plan, other, manner.strictness(), angles);
    }

    Explanation explain(PlannedTensor tensor) {
        Treatment treatment = tensors.treatment(tensor.name());
        Branch other = isDoubtful(tensor, treatment)
                ? inOtherNumerics.treatment(tensor.name()).branch()
                : treatment.branch();
        return new Explanation(tensor, sources(tensor), treatment, other);
    }

    private static boolean isDoubtful(PlannedTensor tensor, Treatment treatment) {
        Angle angle = treatment.angle();
        if (angle == null) {
            return false;
        }
        double doubt =
                LEAST_DOUBT + DOUBT_PER_ELEMENT * tensor.written().shape().elements();
        return Math.abs(Math.abs(angle.cosine()) - Blend.COLLINEAR) <= doubt;
    }

    private List<String> sources(PlannedTensor tensor) {
        return tensor.operation().inputs().stream()
                .map(input -> source(input, tensor.name()))
                .toList();
    }

    private String source(Input input, String output) {
        String model = plan.parents().get(input.parent()).reference().path();
        return input.tensor().equals(output) ? model : model + ":" + input.tensor();
    }
}
