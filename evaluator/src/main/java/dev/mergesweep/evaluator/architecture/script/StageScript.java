package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Weight;
import java.util.List;

/**
 * One stage as TorchScript: methods of a module without parameters, of which {@code forward} is called.
 *
 * @param source equal for stages of equal structure, so that a module serves many layers
 * @param weights what {@code w[0]}, {@code w[1]}, … of the source stand for
 */
public record StageScript(String source, List<Weight> weights) {
    public StageScript {
        weights = List.copyOf(weights);
    }
}
