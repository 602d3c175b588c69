package dev.mergesweep.merger.plan;

import static dev.mergesweep.merger.plan.Plans.SLERP;
import static dev.mergesweep.merger.plan.Plans.llama;
import static dev.mergesweep.merger.plan.Plans.names;
import static dev.mergesweep.merger.plan.Plans.refusal;
import static dev.mergesweep.merger.plan.Plans.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.yaml.Strictness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every architecture whose names a checkpoint tells:")
class PlannedArchitecturesTest {
    @Test
    @DisplayName("GPT-2, where one parent was saved with a prefix and the other without")
    void gpt2() {
        String config = "{\"architectures\": [\"GPT2LMHeadModel\"], \"n_layer\": 2, \"vocab_size\": 8}";
        Blueprint a = new Blueprint("a", config)
                .with("transformer.wte.weight", 8, 4)
                .with("transformer.wpe.weight", 16, 4)
                .layers("transformer.h.", 2, "attn.c_attn.weight", "mlp.c_fc.weight")
                .with("transformer.ln_f.weight", 4);
        Blueprint b = new Blueprint("b", config)
                .with("wte.weight", 8, 4)
                .with("wpe.weight", 16, 4)
                .layers("h.", 2, "attn.c_attn.weight", "mlp.c_fc.weight")
                .with("ln_f.weight", 4);

        MergePlan plan = Blueprint.plan(SLERP, Strictness.STRICT, a, b);
        assertThat(names(plan)).containsExactlyInAnyOrderElementsOf(a.headers().keySet());
        assertThat(tensor(plan, "transformer.h.1.mlp.c_fc.weight").operation().inputs())
                .extracting(Input::tensor)
                .containsExactly("transformer.h.1.mlp.c_fc.weight", "h.1.mlp.c_fc.weight");

        MergePlan swapped = Blueprint.plan(SLERP.replace("base_model: a", "base_model: b"), Strictness.STRICT, a, b);
        assertThat(names(swapped))
                .containsExactlyInAnyOrderElementsOf(b.headers().keySet());
    }

    @Test
    @DisplayName("a mixture of experts, whose experts are numbered too")
    void experts() {
        Blueprint a = moe("a");
        MergePlan plan = Blueprint.plan(SLERP, Strictness.STRICT, a, moe("b"));
        assertThat(names(plan)).containsExactlyInAnyOrderElementsOf(a.headers().keySet());
    }

    private static Blueprint moe(String name) {
        return llama(name)
                .layers("model.layers.", 2, "mlp.experts.0.w1.weight", "mlp.experts.1.w1.weight", "mlp.gate.weight");
    }

    @Test
    @DisplayName("layers that differ in kind")
    void hybrid() {
        Blueprint a = llama("a").with("model.layers.0.conv.weight", 4, 1, 3).with("model.layers.1.attn.weight", 4, 4);
        Blueprint b = llama("b").with("model.layers.0.conv.weight", 4, 1, 3).with("model.layers.1.attn.weight", 4, 4);
        assertThat(names(Blueprint.plan(SLERP, Strictness.STRICT, a, b)))
                .containsExactlyInAnyOrderElementsOf(a.headers().keySet());
    }

    @Test
    @DisplayName("two stacks of layers: together with models, apart with modules, never with slices")
    void twoStacks() {
        MergePlan plan = Blueprint.plan(SLERP, Strictness.STRICT, seeing("a"), seeing("b"));
        assertThat(names(plan))
                .containsExactlyInAnyOrderElementsOf(seeing("a").headers().keySet());

        MergePlan apart = Blueprint.plan("""
                modules:
                  vision.blocks: {models: [{model: a}], parameters: {t: 0}}
                  model.layers: {models: [{model: a}, {model: b}], parameters: {t: 0.5}}
                merge_method: slerp
                base_model: a
                """, Strictness.STRICT, seeing("a"), seeing("b"));
        assertThat(tensor(apart, "vision.blocks.0.w.weight").operation()).isInstanceOf(Operation.Copy.class);
        assertThat(tensor(apart, "vision.patch_embed.weight").operation()).isInstanceOf(Operation.Copy.class);
        assertThat(tensor(apart, "model.layers.0.w.weight").operation()).isInstanceOf(Operation.Slerp.class);
        assertThat(tensor(apart, "model.norm.weight").operation()).isInstanceOf(Operation.Slerp.class);

        assertThat(refusal("""
                        slices: [{sources: [{model: a, layer_range: [0, 1]}, {model: b, layer_range: [0, 1]}]}]
                        merge_method: slerp
                        base_model: a
                        parameters: {t: 0.5}
                        """, seeing("a"), seeing("b")))
                .isEqualTo(
                        "r.yaml:1: slices: this model has several stacks of layers, and slices do not say which one they mean. Write modules: with one of model.layers, vision.blocks");
    }

    private static Blueprint seeing(String name) {
        return new Blueprint(name, "{\"text_config\": {\"num_hidden_layers\": 2}, \"vision_config\": {\"depth\": 3}}")
                .with("model.embed_tokens.weight", 8, 4)
                .layers("model.layers.", 2, "w.weight")
                .with("model.norm.weight", 4)
                .with("vision.patch_embed.weight", 4, 4)
                .layers("vision.blocks.", 3, "w.weight");
    }
}
