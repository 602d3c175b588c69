package dev.mergesweep.merger;

/** What became of one output tensor. */
public enum Branch {
    /** Taken from one parent; rounded only where the recipe asks for another type. */
    COPY,
    /** Interpolated on the sphere. */
    SLERP,
    /** Interpolated on a straight line, because the parents are almost collinear. */
    LERP,
    /** A weighted mean. */
    LINEAR,
    /** Taken from one parent and multiplied, where the recipe says so. */
    PASSTHROUGH
}
