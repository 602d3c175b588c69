package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import dev.mergesweep.evaluator.architecture.script.Dialect;

/** Which operators compute on which machine. Decided by what is known beforehand, never by a measurement at run time. */
final class Kernels {
    /** Runs everywhere. */
    static final Dialect PORTABLE = new Dialect(Dialect.Product.ATEN, Dialect.AttentionForm.BLOCKS, false);

    private Kernels() {}

    static Dialect dialect(Compute.Type type, Device device) {
        return PORTABLE;
    }
}
