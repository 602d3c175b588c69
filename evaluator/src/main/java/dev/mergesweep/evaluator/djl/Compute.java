package dev.mergesweep.evaluator.djl;

/**
 * What computes a forward pass.
 *
 * @param type of weights and hidden states
 * @param device {@code cpu}, {@code gpu}, {@code gpu:1}, or {@code auto}: the first GPU if there is one
 * @param threads packs computed side by side on a CPU; changes no bit of a score
 */
public record Compute(Type type, String device, int threads) {

    /** Of weights and hidden states. */
    public enum Type {
        FLOAT32,
        BFLOAT16
    }

    public Compute {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads; at least one is needed");
        }
    }
}
