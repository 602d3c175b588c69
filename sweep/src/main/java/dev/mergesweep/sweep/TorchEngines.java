package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchBackward;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.evaluator.slope.Backward;
import dev.mergesweep.merger.TensorSource;

/** DJL's PyTorch. Slopes are float32 whatever scores are computed in. */
record TorchEngines(Compute compute) implements Engines {
    @Override
    public Forward open(TensorSource example) {
        return TorchForward.open(example, compute);
    }

    @Override
    public Backward backward(TensorSource example) {
        return TorchBackward.open(example, new Compute(Compute.Type.FLOAT32, compute.device(), compute.threads()));
    }
}
