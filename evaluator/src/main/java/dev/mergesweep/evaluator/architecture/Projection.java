package dev.mergesweep.evaluator.architecture;

import org.jspecify.annotations.Nullable;

/** A matrix, stored or loaded as {@code [out, in]}, and its bias where it has one. */
public record Projection(Weight weight, @Nullable Weight bias) {

    /** Tensors {@code NAME.weight} and, if asked for, {@code NAME.bias}. */
    public static Projection of(String name, long out, long in, boolean bias) {
        return new Projection(Weight.plain(name + ".weight", out, in), bias ? Weight.plain(name + ".bias", out) : null);
    }
}
