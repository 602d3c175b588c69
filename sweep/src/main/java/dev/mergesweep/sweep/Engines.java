package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.slope.Backward;
import dev.mergesweep.merger.TensorSource;

/** Opens the forward pass that a checkpoint or a merge needs. */
public interface Engines {
    /**
     * @param example any source of the architecture
     * @throws dev.mergesweep.merger.yaml.InputException where the architecture is not known, or tensors do not fit it
     */
    Forward open(TensorSource example);

    /**
     * The pass back, for searches that follow slopes.
     *
     * @throws UnsupportedOperationException where there is none
     */
    default Backward backward(TensorSource example) {
        throw new UnsupportedOperationException("no slopes of " + example.name());
    }
}
