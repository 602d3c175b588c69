package dev.mergesweep.merger;

import dev.mergesweep.merger.kernel.Angle;
import dev.mergesweep.merger.kernel.Blend;
import org.jspecify.annotations.Nullable;

/**
 * How one output tensor is computed, for people who want to know.
 *
 * @param angle between base and other; null where nothing is interpolated
 * @param blend the factors before they are rounded to float32; null where nothing is interpolated
 */
public record Treatment(
        Branch branch, @Nullable Angle angle, @Nullable Blend blend) {}
