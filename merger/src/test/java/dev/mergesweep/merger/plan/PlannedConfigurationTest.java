package dev.mergesweep.merger.plan;

import static dev.mergesweep.merger.plan.Plans.LLAMA;
import static dev.mergesweep.merger.plan.Plans.SLERP;
import static dev.mergesweep.merger.plan.Plans.llama;
import static dev.mergesweep.merger.plan.Plans.tensor;
import static dev.mergesweep.merger.plan.Plans.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.yaml.Strictness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("config.json of the output")
class PlannedConfigurationTest {
    @Test
    @DisplayName("follows the layers: their number, and every list with a value for each")
    void layers() {
        String config =
                "{\"num_hidden_layers\": 2, \"layer_types\": [\"full\", \"sliding\"], \"eos_token_id\": [1, 2], \"dtype\": \"float32\"}";
        MergePlan plan = Blueprint.plan(
                """
                slices:
                  - sources: [{model: a, layer_range: [1, 2]}]
                  - sources: [{model: a, layer_range: [0, 2]}]
                merge_method: passthrough
                dtype: torch.bfloat16
                """, Strictness.STRICT, new Blueprint("a", config).layers("model.layers.", 2, "w.weight"));
        assertThat(plan.config().toString())
                .isEqualTo(
                        "{\"num_hidden_layers\":3,\"layer_types\":[\"sliding\",\"full\",\"sliding\"],\"eos_token_id\":[1,2],\"dtype\":\"bfloat16\"}");
    }

    @Test
    @DisplayName("tells the rows of the embeddings, which are cut to what both parents have, with a warning")
    void rows() {
        Blueprint b = llama("b").with("model.embed_tokens.weight", 6, 4).with("lm_head.weight", 6, 4);
        MergePlan plan = Blueprint.plan(SLERP, Strictness.STRICT, llama("a"), b);
        assertThat(plan.config().get("vocab_size").asInt()).isEqualTo(6);
        assertThat(tensor(plan, "lm_head.weight").written().shape()).isEqualTo(Shape.of(6, 4));
        assertThat(warnings(plan))
                .containsExactly(
                        "r.yaml:1: model.embed_tokens.weight has shape [8, 4] in a, but [6, 4] in b; both are cut to [6, 4]. Set tokenizer_source to keep every token",
                        "r.yaml:1: lm_head.weight has shape [8, 4] in a, but [6, 4] in b; both are cut to [6, 4]. Set tokenizer_source to keep every token");
    }

    @Test
    @DisplayName("says whether the embeddings are tied, as they are written")
    void tied() {
        Blueprint tied = new Blueprint("a", LLAMA.replace("embeddings\": false", "embeddings\": true"))
                .with("model.embed_tokens.weight", 8, 4)
                .layers("model.layers.", 2, "self_attn.q_proj.weight", "mlp.up_proj.weight")
                .with("model.norm.weight", 4);
        MergePlan plan = Blueprint.plan(SLERP, Strictness.STRICT, tied, llama("b"));
        assertThat(tensor(plan, "lm_head.weight").operation().inputs())
                .extracting(Input::tensor)
                .containsExactly("model.embed_tokens.weight", "lm_head.weight");
        assertThat(plan.config().get("tie_word_embeddings").asBoolean()).isFalse();
    }
}
