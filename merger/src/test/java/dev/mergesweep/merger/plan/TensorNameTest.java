package dev.mergesweep.merger.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorNameTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "model.layers.3.self_attn.q_proj.weight, 3, model.layers.3., self_attn., self_attn.q_proj, .self_attn.q_proj., q_proj",
                "model.layers.12.self_attn.q_proj.bias, 12, model.layers.12., self_attn., self_attn.q_proj, .self_attn.q_proj., q_proj bias",
                "model.layers.0.input_layernorm.weight, 0, model.layers.0., '', input_layernorm, .input_layernorm., input_layernorm",
                "h.7.attn.c_attn.weight, 7, h.7., attn., attn.c_attn, .attn.c_attn., c_attn",
                "model.layers.5.mlp.experts.2.w1.weight, 5, model.layers.5., mlp., mlp.experts.2.w1, .mlp.experts.2.w1., w1",
                "model.layers.1.sinks, 1, model.layers.1., '', sinks, .sinks, sinks",
                "model.embed_tokens.weight, -1, -, model., model.embed_tokens, .model.embed_tokens., embed_tokens",
                "lm_head.weight, -1, -, '', lm_head, .lm_head., lm_head"
            })
    @DisplayName("a name tells layer, block, module and the filters that match them")
    void parts(String tensor, int layer, String prefix, String block, String module, String filter, String word) {
        TensorName name = TensorName.of(tensor);

        assertThat(name.layer()).isEqualTo(layer);
        assertThat(name.inLayer()).isEqualTo(layer >= 0);
        if (name.inLayer()) {
            assertThat(name.prefix()).isEqualTo(prefix);
        }
        assertThat(name.block()).isEqualTo(block);
        assertThat(name.module()).isEqualTo(module);
        assertThat(name.moduleFilter()).isEqualTo(filter);
        assertThat(name.word()).isEqualTo(word);
    }
}
