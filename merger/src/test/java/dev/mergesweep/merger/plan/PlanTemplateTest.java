package dev.mergesweep.merger.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.checkpoint.Shape;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlanTemplateTest {
    private static final String SLERP = """
            models: [{model: a}, {model: b}]
            merge_method: slerp
            base_model: a
            parameters: {t: 0.5}
            """;
    private static final String LLAMA =
            "{\"architectures\": [\"LlamaForCausalLM\"], \"num_hidden_layers\": 2, \"vocab_size\": 8, \"torch_dtype\": \"bfloat16\", \"tie_word_embeddings\": false}";

    private static Blueprint llama(String name) {
        return new Blueprint(name, LLAMA)
                .with("model.embed_tokens.weight", 8, 4)
                .layers("model.layers.", 2, "self_attn.q_proj.weight", "mlp.up_proj.weight")
                .with("model.norm.weight", 4)
                .with("lm_head.weight", 8, 4);
    }

    private static String refusal(String recipe, Blueprint... models) {
        InputException refusal =
                catchThrowableOfType(InputException.class, () -> Blueprint.plan(recipe, Strictness.STRICT, models));
        assertThat(refusal).as("was accepted").isNotNull();
        return refusal.getMessage();
    }

    private static List<String> warnings(MergePlan plan) {
        return plan.warnings().stream()
                .map(Problem::toString)
                .filter(warning -> !warning.contains("no tokenizer files"))
                .toList();
    }

    private static PlannedTensor tensor(MergePlan plan, String name) {
        return plan.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + names(plan)));
    }

    private static List<String> names(MergePlan plan) {
        return plan.tensors().stream().map(PlannedTensor::name).toList();
    }

    @Nested
    @DisplayName("Every architecture whose names a checkpoint tells:")
    class Architectures {
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
            assertThat(names(plan))
                    .containsExactlyInAnyOrderElementsOf(a.headers().keySet());
            assertThat(tensor(plan, "transformer.h.1.mlp.c_fc.weight")
                            .operation()
                            .inputs())
                    .extracting(Input::tensor)
                    .containsExactly("transformer.h.1.mlp.c_fc.weight", "h.1.mlp.c_fc.weight");

            MergePlan swapped =
                    Blueprint.plan(SLERP.replace("base_model: a", "base_model: b"), Strictness.STRICT, a, b);
            assertThat(names(swapped))
                    .containsExactlyInAnyOrderElementsOf(b.headers().keySet());
        }

        @Test
        @DisplayName("a mixture of experts, whose experts are numbered too")
        void experts() {
            Blueprint a = moe("a");
            MergePlan plan = Blueprint.plan(SLERP, Strictness.STRICT, a, moe("b"));
            assertThat(names(plan))
                    .containsExactlyInAnyOrderElementsOf(a.headers().keySet());
        }

        private static Blueprint moe(String name) {
            return llama(name)
                    .layers(
                            "model.layers.",
                            2,
                            "mlp.experts.0.w1.weight",
                            "mlp.experts.1.w1.weight",
                            "mlp.gate.weight");
        }

        @Test
        @DisplayName("layers that differ in kind")
        void hybrid() {
            Blueprint a =
                    llama("a").with("model.layers.0.conv.weight", 4, 1, 3).with("model.layers.1.attn.weight", 4, 4);
            Blueprint b =
                    llama("b").with("model.layers.0.conv.weight", 4, 1, 3).with("model.layers.1.attn.weight", 4, 4);
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
            return new Blueprint(
                            name, "{\"text_config\": {\"num_hidden_layers\": 2}, \"vision_config\": {\"depth\": 3}}")
                    .with("model.embed_tokens.weight", 8, 4)
                    .layers("model.layers.", 2, "w.weight")
                    .with("model.norm.weight", 4)
                    .with("vision.patch_embed.weight", 4, 4)
                    .layers("vision.blocks.", 3, "w.weight");
        }
    }

    @Nested
    @DisplayName("Parents that do not fit")
    class Unfit {
        @Test
        @DisplayName("a tensor that only one has is refused, and leniently copied, by name")
        void onlyOne() {
            Blueprint a = llama("a").layers("model.layers.", 2, "self_attn.q_proj.bias");
            assertThat(refusal(SLERP, a, llama("b")))
                    .isEqualTo(
                            "r.yaml:1: model.layers.0.self_attn.q_proj.bias is in a, but not in b (and 1 more). Merge models of one architecture; with --lenient the tensor is copied");
            MergePlan plan = Blueprint.plan(SLERP, Strictness.LENIENT, a, llama("b"));
            assertThat(tensor(plan, "model.layers.1.self_attn.q_proj.bias").operation())
                    .isInstanceOf(Operation.Copy.class);
            assertThat(warnings(plan))
                    .containsExactly(
                            "r.yaml:1: model.layers.0.self_attn.q_proj.bias is in a, but not in b (and 1 more). Merge models of one architecture; with --lenient the tensor is copied",
                            "r.yaml:1: mergekit 0.1.4 would leave out 2 tensors of a LlamaForCausalLM, such as model.layers.0.self_attn.q_proj.bias; here they are merged");
        }

        @Test
        @DisplayName("other shapes")
        void shapes() {
            Blueprint b =
                    llama("b").with("model.layers.0.mlp.up_proj.weight", 6, 4).with("model.norm.weight", 1);
            assertThat(refusal(SLERP, llama("a"), b))
                    .isEqualTo(
                            "r.yaml:1: model.layers.0.mlp.up_proj.weight has shape [4, 4] in a, but [6, 4] in b (and 1 more). Merge models of one size");
        }

        @Test
        @DisplayName("numbers that have no meaning alone, or are wider than any release")
        void types() {
            Blueprint b = llama("b")
                    .with("model.norm.weight", ElementType.F8_E4M3, 4)
                    .with("lm_head.weight", ElementType.F64, 8, 4);
            assertThat(refusal(SLERP, llama("a"), b)).isEqualTo("""
                            r.yaml:1: lm_head.weight is float64 in b, which is not merged. Convert the model to bfloat16, float16 or float32 first
                            r.yaml:1: model.norm.weight is float8_e4m3fn in b, which is not merged. Convert the model to bfloat16, float16 or float32 first""");
        }

        @Test
        @DisplayName("a range far beyond the last layer, at once")
        void beyond() {
            assertThat(refusal(
                            "slices: [{sources: [{model: a, layer_range: [1, 2000000000]}]}]\nmerge_method: passthrough\n",
                            llama("a")))
                    .isEqualTo(
                            "r.yaml:1: layer_range: [1, 2000000000] goes beyond the 2 layers of a. The end is exclusive: [0, 2] is all of them");
        }

        @Test
        @DisplayName("another architecture, another number of layers, quantized numbers")
        void kinds() {
            Blueprint mistral = new Blueprint("b", LLAMA.replace("Llama", "Mistral")).layers("model.layers.", 2, "w");
            assertThat(refusal(SLERP, llama("a"), mistral))
                    .isEqualTo(
                            "r.yaml: a is a LlamaForCausalLM, but b a MistralForCausalLM. Merge models of one architecture");
            Blueprint quantized = new Blueprint("b", LLAMA.replace("{\"arch", "{\"quantization_config\": {}, \"arch"));
            assertThat(refusal(SLERP, llama("a"), quantized))
                    .isEqualTo(
                            "r.yaml: b is quantized, and quantized numbers cannot be merged. Merge the models before quantizing them");
        }

        @Test
        @DisplayName("a configuration that is not the base's is told")
        void configuration() {
            Blueprint a = new Blueprint(
                            "a", "{\"rope_theta\": 10000, \"rms_norm_eps\": 1e-5, \"num_hidden_layers\": 1}")
                    .layers("l.", 1, "w");
            Blueprint b = new Blueprint(
                            "b", "{\"rope_theta\": 10000.0, \"rms_norm_eps\": 1e-6, \"num_hidden_layers\": 1}")
                    .layers("l.", 1, "w");
            assertThat(warnings(Blueprint.plan(SLERP, Strictness.STRICT, a, b)))
                    .containsExactly("r.yaml:1: rms_norm_eps is 1.0E-5 in a, but 1.0E-6 in b; the output gets 1.0E-5");
        }
    }

    @Nested
    @DisplayName("Filters that match nothing")
    class Filters {
        private static String recipe(String filter) {
            return "models: [{model: a}, {model: b}]\nmerge_method: slerp\nbase_model: a\nparameters: {t: [{filter: '%s', value: 0.1}, {value: 0.5}]}\n"
                    .formatted(filter);
        }

        @Test
        @DisplayName("are refused with what was probably meant")
        void refused() {
            assertThat(refusal(recipe("self_atn"), llama("a"), llama("b")))
                    .isEqualTo(
                            "r.yaml:4: parameters.t[0].filter: \"self_atn\" matches no tensor. Did you mean self_attn?");
            assertThat(refusal(recipe("*.mlp.*"), llama("a"), llama("b")))
                    .isEqualTo(
                            "r.yaml:4: parameters.t[0].filter: \"*.mlp.*\" matches no tensor. A filter is a plain part of a name; it knows no patterns");
        }

        @Test
        @DisplayName("are warnings in lenient reading")
        void warned() {
            assertThat(warnings(Blueprint.plan(recipe("gate_proj"), Strictness.LENIENT, llama("a"), llama("b"))))
                    .containsExactly(
                            "r.yaml:4: parameters.t[0].filter: \"gate_proj\" matches no tensor. Parts of names here: embed_tokens, layers, lm_head, mlp, model, norm, q_proj, self_attn, up_proj, weight");
        }
    }

    @Nested
    @DisplayName("config.json of the output")
    class Configuration {
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

    @Test
    @DisplayName("Whole numbers are copied from the base, with a warning")
    void wholeNumbers() {
        Blueprint a = llama("a").with("model.position_ids", ElementType.I64, 1, 8);
        Blueprint b = llama("b").with("model.position_ids", ElementType.I64, 1, 8);
        MergePlan plan = Blueprint.plan(SLERP + "dtype: float16\n", Strictness.STRICT, a, b);
        assertThat(tensor(plan, "model.position_ids").operation())
                .isEqualTo(new Operation.Copy(new Input(0, "model.position_ids", ElementType.I64, new Rows.All())));
        assertThat(warnings(plan))
                .containsExactly(
                        "r.yaml:1: model.position_ids holds int64, which cannot be merged; it is copied from a");
    }

    @Test
    @DisplayName("Each value knows the line that gave it")
    void origins() {
        MergePlan plan = Blueprint.plan("""
                models: [{model: a}, {model: b}]
                merge_method: slerp
                base_model: a
                parameters:
                  t:
                    - filter: mlp
                      value: 0.1
                    - value: 0.5
                """, Strictness.STRICT, llama("a"), llama("b"));
        assertThat(tensor(plan, "model.layers.0.mlp.up_proj.weight").origin()).hasToString("r.yaml:7");
        assertThat(tensor(plan, "model.norm.weight").origin()).hasToString("r.yaml:8");
    }

    @Test
    @DisplayName("Weights that sum to zero are refused where they are divided by their sum")
    void zeroSum() {
        assertThat(refusal(
                        "models: [{model: a, parameters: {weight: 1}}, {model: b, parameters: {weight: -1}}]\nmerge_method: linear\n",
                        llama("a"),
                        llama("b")))
                .isEqualTo(
                        "r.yaml:1: parameters.weight: the weights of lm_head.weight sum to 0, by which they are divided (and 6 more). Set normalize: false");
    }

    @Test
    @DisplayName("Nothing that a checkpoint holds is left out")
    void nothingDropped() {
        Blueprint a = llama("a").with("extra.thing", 3).with("model.rotary.inv_freq", ElementType.F32, 2);
        Blueprint b = llama("b").with("extra.thing", 3).with("model.rotary.inv_freq", ElementType.F32, 2);
        assertThat(names(Blueprint.plan(SLERP, Strictness.STRICT, a, b)))
                .containsExactlyInAnyOrderElementsOf(a.headers().keySet());
    }
}
