package dev.mergesweep.merger.recipe;

/** How the tensors of several models become one. */
public enum MergeMethod {
    /** Spherical interpolation of exactly two models; {@code t} says how far from the base. */
    SLERP("slerp"),
    /** Weighted mean of any number of models. */
    LINEAR("linear"),
    /** Tensors of one model at a time, stacked. */
    PASSTHROUGH("passthrough");

    private final String mergekitName;

    MergeMethod(String mergekitName) {
        this.mergekitName = mergekitName;
    }

    /** As {@code merge_method} spells it. */
    public String mergekitName() {
        return mergekitName;
    }
}
