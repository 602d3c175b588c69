package dev.mergesweep.merger;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.kernel.Codec;
import dev.mergesweep.merger.kernel.Operand;
import dev.mergesweep.merger.kernel.Passes;
import dev.mergesweep.merger.plan.Input;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import java.util.Optional;

/** Looks for the element that would spoil a tensor. One NaN makes all of an interpolated tensor NaN. */
final class FiniteCheck {
    private FiniteCheck() {}

    /** The input's first element that is no finite number, told by parent and name. */
    static Optional<Problem> of(InputOperands inputs, Input input, Angles angles) {
        TensorSource parent = inputs.parent(input.parent());
        ElementType stored = inputs.header(input.parent(), input.tensor()).type();
        if (!Codec.supports(stored) || !Codec.supports(input.type()) || stored == ElementType.I64) {
            return Optional.empty();
        }
        Operand raw = Operand.of(stored, InputOperands.bytes(parent, input.tensor()));
        Operand cast = raw.rounded(input.type());
        String key = "finite " + parent.identity(input.tensor()) + " " + input.type();
        long index = angles.firstNotFinite(key, () -> Passes.firstNotFinite(cast));
        if (index < 0) {
            return Optional.empty();
        }
        float[] element = new float[1];
        raw.read(index, element, 1);
        String what = Float.isFinite(element[0])
                ? "element %d is %s, which %s cannot hold"
                        .formatted(index, element[0], input.type().torchName())
                : "element %d is %s".formatted(index, element[0]);
        return Optional.of(new Problem(
                Place.of(parent.name()),
                input.tensor(),
                what,
                "Repair the checkpoint or leave it out; --lenient merges it as it is"));
    }
}
