package dev.mergesweep.merger.plan;

import static dev.mergesweep.merger.plan.Plans.SLERP;
import static dev.mergesweep.merger.plan.Plans.llama;
import static dev.mergesweep.merger.plan.Plans.names;
import static dev.mergesweep.merger.plan.Plans.refusal;
import static dev.mergesweep.merger.plan.Plans.tensor;
import static dev.mergesweep.merger.plan.Plans.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.yaml.Strictness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PlanTemplateTest {
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
