package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.yaml.Place;
import org.jspecify.annotations.Nullable;

/**
 * One tensor of the output.
 *
 * @param written element type and shape in the output
 * @param origin the line of the recipe that decided t, the weights or the scale; null where nothing had to be decided
 */
public record PlannedTensor(
        String name,
        TensorSource.Header written,
        Operation operation,
        @Nullable Place origin) {}
