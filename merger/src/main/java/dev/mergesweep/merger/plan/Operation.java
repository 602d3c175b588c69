package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.checkpoint.ElementType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to the inputs of one output tensor. Its value is rounded to {@link #type()}, then to the type written. */
public sealed interface Operation {

    List<Input> inputs();

    /** The type that the operation rounds to. */
    ElementType type();

    /** The only input, merged with nothing. */
    record Copy(Input input) implements Operation {
        @Override
        public List<Input> inputs() {
            return List.of(input);
        }

        @Override
        public ElementType type() {
            return input.type();
        }
    }

    /** @param t 0 gives the base, 1 the other; may lie outside, and may be no number in lenient reading */
    record Slerp(Input base, Input other, double t) implements Operation {
        @Override
        public List<Input> inputs() {
            return List.of(base, other);
        }

        @Override
        public ElementType type() {
            return base.type();
        }
    }

    /** @param normalize whether the sum is divided by the sum of the weights */
    record Linear(List<Input> inputs, List<Double> weights, boolean normalize, ElementType type) implements Operation {
        public Linear {
            inputs = List.copyOf(inputs);
            weights = List.copyOf(weights);
            if (inputs.size() != weights.size()) {
                throw new IllegalArgumentException(
                        "Linear: %d inputs, but %d weights".formatted(inputs.size(), weights.size()));
            }
        }
    }

    /** @param scale factor of every element; null: none, the bits stay */
    record Passthrough(Input input, @Nullable Double scale) implements Operation {
        @Override
        public List<Input> inputs() {
            return List.of(input);
        }

        @Override
        public ElementType type() {
            return input.type();
        }
    }
}
