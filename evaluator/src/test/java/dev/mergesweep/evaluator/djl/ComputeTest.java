package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.mergesweep.merger.yaml.InputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What computes")
class ComputeTest {
    @Test
    @DisplayName("is by itself float32 on a CPU and bfloat16 on a GPU")
    void byDevice() {
        assertThat(Compute.Type.on(Device.cpu())).isEqualTo(Compute.Type.FLOAT32);
        assertThat(Compute.Type.on(Device.gpu())).isEqualTo(Compute.Type.BFLOAT16);
        assertThat(Compute.of("auto", "cpu", 3)).isEqualTo(new Compute(Compute.Type.FLOAT32, "cpu", 3));
        assertThat(Compute.of("auto", "auto", 1).type()).isEqualTo(Compute.Type.on(Devices.of("auto")));
        assertThat(Compute.of("bfloat16", "cpu", 1).type()).isEqualTo(Compute.Type.BFLOAT16);
    }

    @Test
    @DisplayName("is said to be faster in bfloat16 where this CPU multiplies such numbers")
    void fasterInBfloat16() {
        assertThat(Compute.of("float32", "cpu", 1).fasterInBfloat16())
                .isEqualTo(CpuFeatures.ofThisMachine().bfloat16());
        assertThat(Compute.of("bfloat16", "cpu", 1).fasterInBfloat16()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            half | cpu     | --compute: "half" is not a compute type. Use auto, float32 or bfloat16
            auto | tpu     | --device: "tpu" is not a device. Use cpu, gpu, gpu:1 or auto
            auto | gpu:-1  | --device: "gpu:-1" is not a device. Use cpu, gpu, gpu:1 or auto
            """)
    @DisplayName("must be there")
    void wrong(String type, String device, String message) {
        assertThatThrownBy(() -> Compute.of(type, device, 1))
                .isInstanceOf(InputException.class)
                .hasMessage(message);
    }

    @Test
    @DisplayName("is looked for among the GPUs that the engine sees")
    void absent() {
        assertThatThrownBy(() -> Compute.of("auto", "gpu:999", 1))
                .isInstanceOf(InputException.class)
                .hasMessageMatching("--device: gpu:999 is not there: the engine sees (no GPU|\\d of them)\\. "
                        + "Use cpu, or give the engine a CUDA build of libtorch; the README says how");
    }
}
