package dev.mergesweep.merger;

/** How the reductions behind SLERP are computed; see {@code .docs/decisions}. */
public enum Numerics {
    /** Dot and norms in double with a fixed order: the same bits on every machine. */
    EXACT,
    /** mergekit's float32 reductions emulated, for parity with files that it writes. */
    MERGEKIT
}
