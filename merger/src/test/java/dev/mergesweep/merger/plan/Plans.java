package dev.mergesweep.merger.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.List;

/** Small Llamas without weights, recipes for them, and what is asked of their plans. */
final class Plans {
    static final String SLERP = """
            models: [{model: a}, {model: b}]
            merge_method: slerp
            base_model: a
            parameters: {t: 0.5}
            """;

    static final String LLAMA =
            "{\"architectures\": [\"LlamaForCausalLM\"], \"num_hidden_layers\": 2, \"vocab_size\": 8, \"torch_dtype\": \"bfloat16\", \"tie_word_embeddings\": false}";

    private Plans() {}

    static Blueprint llama(String name) {
        return new Blueprint(name, LLAMA)
                .with("model.embed_tokens.weight", 8, 4)
                .layers("model.layers.", 2, "self_attn.q_proj.weight", "mlp.up_proj.weight")
                .with("model.norm.weight", 4)
                .with("lm_head.weight", 8, 4);
    }

    static String refusal(String recipe, Blueprint... models) {
        InputException refusal =
                catchThrowableOfType(InputException.class, () -> Blueprint.plan(recipe, Strictness.STRICT, models));
        assertThat(refusal).as("was accepted").isNotNull();
        return refusal.getMessage();
    }

    static List<String> warnings(MergePlan plan) {
        return plan.warnings().stream()
                .map(Problem::toString)
                .filter(warning -> !warning.contains("no tokenizer files"))
                .toList();
    }

    static PlannedTensor tensor(MergePlan plan, String name) {
        return plan.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + names(plan)));
    }

    static List<String> names(MergePlan plan) {
        return plan.tensors().stream().map(PlannedTensor::name).toList();
    }
}
