package dev.mergesweep.merger;

import dev.mergesweep.merger.plan.Operation;
import dev.mergesweep.merger.plan.PlannedTensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one tensor, and why.
 *
 * @param planned its inputs, its t, and the line of the recipe that decided
 * @param sources {@code model:tensor} of every input, in the order of the operation (of SLERP the base first); the tensor is left out
 *     where it has the output's name
 * @param treatment branch, angle and factors
 * @param otherBranch what the other numerics would do with it
 */
public record Explanation(PlannedTensor planned, List<String> sources, Treatment treatment, Branch otherBranch) {
    public Explanation {
        sources = List.copyOf(sources);
    }

    public String name() {
        return planned.name();
    }

    public Branch branch() {
        return treatment.branch();
    }

    /** Whether exact numerics and mergekit's take different branches. */
    public boolean isDisputed() {
        return otherBranch != treatment.branch();
    }

    /** How far from the base, or null where nothing is interpolated. */
    public @Nullable Double t() {
        return switch (planned.operation()) {
            case Operation.Slerp(var _, var _, double t) -> t;
            case Operation.Copy _, Operation.Linear _, Operation.Passthrough _ -> null;
        };
    }

    /** Cosine of the angle between the parents' tensors, or null where nothing is interpolated. */
    public @Nullable Double cosine() {
        var angle = treatment.angle();
        return angle == null ? null : angle.cosine();
    }

    /** The angle in degrees, 0 to 180, or null where nothing is interpolated. */
    public @Nullable Double degrees() {
        Double cosine = cosine();
        return cosine == null ? null : Math.toDegrees(Math.acos(Math.clamp(cosine, -1, 1)));
    }

    /** The line of the recipe that decided, {@code recipe.yaml:7}; empty where nothing had to be decided. */
    public String why() {
        var origin = planned.origin();
        return origin == null ? "" : origin.toString();
    }
}
