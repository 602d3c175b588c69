package dev.mergesweep.evaluator.architecture;

import dev.mergesweep.merger.checkpoint.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Normalisation over the extent of its weight.
 *
 * @param weight factor per element; with two dimensions, {@code [heads, size]}, each head is normalised by itself
 */
public record Norm(
        Kind kind, double epsilon, Weight weight, @Nullable Weight bias) {

    /** What is divided out: the root of the mean square, or mean and standard deviation. */
    public enum Kind {
        ROOT_MEAN_SQUARE,
        MEAN_AND_VARIANCE
    }

    /** Root-mean-square norm with the tensor {@code NAME.weight}. */
    public static Norm rms(String name, long width, double epsilon) {
        return new Norm(Kind.ROOT_MEAN_SQUARE, epsilon, Weight.plain(name + ".weight", width), null);
    }

    /** Layer norm with the tensors {@code NAME.weight} and {@code NAME.bias}. */
    public static Norm layer(String name, long width, double epsilon) {
        return new Norm(
                Kind.MEAN_AND_VARIANCE,
                epsilon,
                Weight.plain(name + ".weight", width),
                Weight.plain(name + ".bias", width));
    }

    /** Root-mean-square norm that multiplies with 1 + weight. */
    public static Norm rmsPlusOne(String name, long width, double epsilon) {
        Weight weight = new Weight(name + ".weight", Shape.of(width), new Layout.PlusOne());
        return new Norm(Kind.ROOT_MEAN_SQUARE, epsilon, weight, null);
    }

    /** Layer norm with the tensor {@code NAME.weight} only. */
    public static Norm layerWithoutBias(String name, long width, double epsilon) {
        return new Norm(Kind.MEAN_AND_VARIANCE, epsilon, Weight.plain(name + ".weight", width), null);
    }
}
