package dev.mergesweep.merger.plan;

import static dev.mergesweep.merger.plan.Plans.LLAMA;
import static dev.mergesweep.merger.plan.Plans.SLERP;
import static dev.mergesweep.merger.plan.Plans.llama;
import static dev.mergesweep.merger.plan.Plans.refusal;
import static dev.mergesweep.merger.plan.Plans.tensor;
import static dev.mergesweep.merger.plan.Plans.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.yaml.Strictness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Parents that do not fit")
class UnfitParentsTest {
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
        Blueprint b = llama("b").with("model.layers.0.mlp.up_proj.weight", 6, 4).with("model.norm.weight", 1);
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
        Blueprint a = new Blueprint("a", "{\"rope_theta\": 10000, \"rms_norm_eps\": 1e-5, \"num_hidden_layers\": 1}")
                .layers("l.", 1, "w");
        Blueprint b = new Blueprint("b", "{\"rope_theta\": 10000.0, \"rms_norm_eps\": 1e-6, \"num_hidden_layers\": 1}")
                .layers("l.", 1, "w");
        assertThat(warnings(Blueprint.plan(SLERP, Strictness.STRICT, a, b)))
                .containsExactly("r.yaml:1: rms_norm_eps is 1.0E-5 in a, but 1.0E-6 in b; the output gets 1.0E-5");
    }
}
