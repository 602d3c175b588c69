package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Forward;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Which kernels run")
class KernelsTest {
    private static final CpuFeatures ZEN = cpu("AuthenticAMD", "fpu sse2 avx avx2 fma avx512f avx512bw avx512_bf16");
    private static final CpuFeatures SAPPHIRE =
            cpu("GenuineIntel", "fpu avx avx2 fma avx512f avx512_bf16 avx512_fp16 amx_tile amx_bf16");
    private static final CpuFeatures ARM =
            CpuFeatures.of(List.of("processor\t: 0", "Features\t: fp asimd asimdhp bf16 sve"));

    private static CpuFeatures cpu(String vendor, String flags) {
        return CpuFeatures.of(List.of("processor\t: 0", "vendor_id\t: " + vendor, "flags\t\t: " + flags));
    }

    @Test
    @DisplayName("is decided by the processor's vendor and features")
    void byFeatures() {
        assertThat(Kernels.dialect(Compute.Type.FLOAT32, ZEN)).isEqualTo(Kernels.ONEDNN);
        assertThat(Kernels.dialect(Compute.Type.BFLOAT16, ZEN)).isEqualTo(Kernels.PORTABLE);
        assertThat(Kernels.dialect(Compute.Type.FLOAT32, SAPPHIRE)).isEqualTo(Kernels.PACKED);
        assertThat(Kernels.dialect(Compute.Type.BFLOAT16, SAPPHIRE)).isEqualTo(Kernels.PORTABLE);
        assertThat(Kernels.dialect(Compute.Type.FLOAT32, CpuFeatures.of(List.of())))
                .isEqualTo(Kernels.PORTABLE);
    }

    @Test
    @DisplayName("is told apart in a score's identity by all that libraries have kernels of their own for")
    void instructionSet() {
        assertThat(ZEN.name()).isEqualTo("AuthenticAMD avx2 fma avx512f avx512bw avx512_bf16");
        assertThat(SAPPHIRE.name())
                .isEqualTo("GenuineIntel avx2 fma avx512f avx512_bf16 avx512_fp16 amx_tile amx_bf16");
        assertThat(ARM.name()).isEqualTo(System.getProperty("os.arch") + " asimd asimdhp bf16 sve");
        assertThat(CpuFeatures.of(List.of()).name()).isEqualTo(System.getProperty("os.arch"));
    }

    @Test
    @DisplayName("is told apart by what a user tells the libraries")
    void told() {
        assertThat(Kernels.machine(
                        ZEN, Map.of("HOME", "/root", "ONEDNN_MAX_CPU_ISA", "AVX2", "MKL_CBWR", "COMPATIBLE")))
                .isEqualTo(ZEN.name() + " MKL_CBWR=COMPATIBLE ONEDNN_MAX_CPU_ISA=AVX2");
    }

    @Test
    @DisplayName("stands in the identity of every score, with engine, device and type")
    void identity() {
        SyntheticSource source = new SyntheticSource(SyntheticSource.llama(16, 1, 2, 2, 24, 50));
        CpuFeatures here = CpuFeatures.ofThisMachine();
        try (Forward forward = TorchForward.open(source, new Compute(Compute.Type.FLOAT32, "cpu", 1))) {
            assertThat(forward.kernels())
                    .isEqualTo("pytorch 2.7.1, cpu %s, float32, %s"
                            .formatted(
                                    Kernels.machine(here, System.getenv()),
                                    Kernels.name(Kernels.dialect(Compute.Type.FLOAT32, here))));
        }
    }
}
