package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.yaml.InputException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Before a tensor comes near the engine")
class TensorsTest {
    private final SyntheticSource source = new SyntheticSource(SyntheticSource.llama(16, 1, 2, 2, 24, 50));

    @Test
    @DisplayName("all that do not fit the config are told at once")
    void allAtOnce() {
        source.headers().remove("model.norm.weight");
        source.headers().put("model.layers.1.self_attn.q_proj.weight", new Header(ElementType.BF16, Shape.of(16, 16)));
        source.headers().put("model.layers.0.mlp.up_proj.weight", new Header(ElementType.BF16, Shape.of(16, 24)));
        source.headers().put("model.embed_tokens.weight", new Header(ElementType.I8, Shape.of(50, 16)));
        assertThatThrownBy(() -> TorchForward.open(source, new Compute(Compute.Type.FLOAT32, "cpu", 1)))
                .isInstanceOf(InputException.class)
                .hasMessage("""
                        synthetic: model.embed_tokens.weight: has element type int8. Only bfloat16, float16, float32 and float64 can be computed with
                        synthetic: model.layers.0.mlp.up_proj.weight: has shape [16, 24], but config.json makes it [24, 16]
                        synthetic: model.norm.weight: is missing. config.json says there is such a tensor
                        synthetic: model.layers.1.self_attn.q_proj.weight: is a tensor that config.json leaves no place for. Is it the right config.json?""");
    }
}
