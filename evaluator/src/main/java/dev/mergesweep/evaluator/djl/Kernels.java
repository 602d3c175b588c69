package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import dev.mergesweep.evaluator.architecture.script.Dialect.AttentionForm;
import dev.mergesweep.evaluator.architecture.script.Dialect.Product;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which operators compute on which machine. Decided by what is known beforehand, never by a measurement at run time, whose
 * noise would flip the last bits of scores.
 */
final class Kernels {
    /** Runs everywhere. */
    static final Dialect PORTABLE = new Dialect(Product.ATEN, AttentionForm.BLOCKS, false);

    /** For a GPU; runs on a CPU too. */
    static final Dialect GPU = new Dialect(Product.ATEN, AttentionForm.FUSED, false);

    /** MKL for float32, with packed weights. */
    static final Dialect PACKED = new Dialect(Product.PACKED, AttentionForm.BLOCKS, false);

    /** oneDNN for float32. */
    static final Dialect ONEDNN = new Dialect(Product.ONEDNN, AttentionForm.BLOCKS, false);

    /** For what is run backward on a CPU. */
    static final Dialect DIFFERENTIABLE = new Dialect(Product.ATEN, AttentionForm.BLOCKS, true);

    /** On a GPU; runs on a CPU too. A fused attention keeps no scores for its derivative. */
    static final Dialect DIFFERENTIABLE_GPU = new Dialect(Product.ATEN, AttentionForm.FUSED, true);

    /** @param flag that the processor must have */
    private record Measured(String vendor, String flag, Compute.Type type, Dialect best) {}

    /**
     * Where something other than {@link #PORTABLE} was measured to be faster; first match counts. GFLOP/s on one core at
     * 2048 x 576 x 1536, MKL against oneDNN: Zen 5 102 and 235 (MKL does not take its AVX-512 path on AMD), an AVX2 core
     * 85 and 86, but 57 and 79 at the head; an Intel core with AVX-512 and AMX 148 and 148, and in bfloat16 949 by
     * {@code torch.linear} and 517 by oneDNN's own operator; packed weights and rows by the hundred instead of the thousand
     * make its layers a fourteenth faster in float32. Figures: {@code experiments/benchmarks}.
     */
    private static final List<Measured> TABLE = List.of(
            new Measured("GenuineIntel", "avx512f", Compute.Type.FLOAT32, PACKED),
            new Measured("AuthenticAMD", "avx512f", Compute.Type.FLOAT32, ONEDNN),
            new Measured("AuthenticAMD", "avx2", Compute.Type.FLOAT32, ONEDNN));

    private Kernels() {}

    static Dialect dialect(Compute.Type type, Device device) {
        return device.isGpu() ? GPU : dialect(type, CpuFeatures.ofThisMachine());
    }

    /** For what is run backward. */
    static Dialect differentiable(Device device) {
        return device.isGpu() ? DIFFERENTIABLE_GPU : DIFFERENTIABLE;
    }

    static Dialect dialect(Compute.Type type, CpuFeatures cpu) {
        return TABLE.stream()
                .filter(row -> row.type() == type)
                .filter(row -> row.vendor().equals(cpu.vendor()))
                .filter(row -> cpu.flags().contains(row.flag()))
                .map(Measured::best)
                .findFirst()
                .orElse(PORTABLE);
    }

    /** Raised with every change of the stages' scripts, or of what shape they are called with, that changes a last bit. */
    private static final int SCRIPTS = 5;

    /** Variables with which a user can make MKL, oneDNN or libtorch take other kernels than the processor's own. */
    private static final List<String> TOLD = List.of(
            "ATEN_CPU_CAPABILITY",
            "DNNL_DEFAULT_FPMATH_MODE",
            "DNNL_MAX_CPU_ISA",
            "MKL_CBWR",
            "MKL_DEBUG_CPU_TYPE",
            "MKL_ENABLE_INSTRUCTIONS",
            "ONEDNN_DEFAULT_FPMATH_MODE",
            "ONEDNN_MAX_CPU_ISA");

    /** For the identity of a score on a CPU: what its instructions are and what the libraries are told about them. */
    static String machine(CpuFeatures cpu, Map<String, String> environment) {
        return cpu.name()
                + TOLD.stream()
                        .filter(environment::containsKey)
                        .map(name -> " " + name + "=" + environment.get(name))
                        .collect(Collectors.joining());
    }

    /** For the identity of a score. */
    static String name(Dialect dialect) {
        String product = switch (dialect.product()) {
            case ATEN -> "aten";
            case PACKED -> "packed";
            case ONEDNN -> "onednn";
        };
        String attention = switch (dialect.attention()) {
            case BLOCKS -> "blocks";
            case FUSED -> "fused";
        };
        return "%s %s %d".formatted(product, attention, SCRIPTS);
    }
}
