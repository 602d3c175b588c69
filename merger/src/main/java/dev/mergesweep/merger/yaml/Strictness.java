package dev.mergesweep.merger.yaml;

/** What happens where mergekit would silently do something that its user hardly meant. */
public enum Strictness {
    /** It is an error. */
    STRICT,
    /** It is a warning, and what mergekit does is done. */
    LENIENT
}
