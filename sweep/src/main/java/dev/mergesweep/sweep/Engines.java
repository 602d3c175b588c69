package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.merger.TensorSource;

/** Opens the forward pass that a checkpoint or a merge needs. */
public interface Engines {
    /**
     * @param example any source of the architecture
     * @throws dev.mergesweep.merger.yaml.InputException where the architecture is not known, or tensors do not fit it
     */
    Forward open(TensorSource example);
}
