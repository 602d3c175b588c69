package dev.mergesweep.evaluator.architecture;

/** Non-linearity of a feed-forward part. */
public enum Activation {
    SILU,
    /** With the error function. */
    GELU,
    /** With the hyperbolic tangent; {@code gelu_new}, {@code gelu_pytorch_tanh}, {@code gelu_fast}. */
    GELU_TANH,
    RELU
}
