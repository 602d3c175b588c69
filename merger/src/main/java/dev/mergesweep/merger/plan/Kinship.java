package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the parents are of one kind, as far as their configurations say. */
final class Kinship {
    /** Merged tensors are computed with the base's value of these; a parent that was trained with another is out of place. */
    private static final List<String> SHOULD_AGREE = List.of(
            "num_attention_heads",
            "num_key_value_heads",
            "head_dim",
            "n_head",
            "rope_theta",
            "rope_scaling",
            "rms_norm_eps",
            "layer_norm_epsilon",
            "hidden_act",
            "activation_function",
            "sliding_window",
            "num_experts_per_tok");

    private final Recipe recipe;
    private final List<Parent> parents;
    private final Problems problems;
    private final Strictness strictness;

    Kinship(Recipe recipe, List<Parent> parents, Problems problems, Strictness strictness) {
        this.recipe = recipe;
        this.parents = parents;
        this.problems = problems;
        this.strictness = strictness;
    }

    void check() {
        parents.forEach(this::refuseQuantized);
        Parent first = parents.getFirst();
        for (Parent other : parents.subList(1, parents.size())) {
            checkArchitecture(first, other);
            SHOULD_AGREE.forEach(key -> warnOfDifference(key, first, other));
        }
    }

    private void refuseQuantized(Parent parent) {
        if (parent.tensors().config().path("quantization_config").isObject()) {
            problems.error(
                    parent.reference().place(),
                    "",
                    "%s is quantized, and quantized numbers cannot be merged".formatted(parent.reference()),
                    "Merge the models before quantizing them");
        }
    }

    private void checkArchitecture(Parent first, Parent other) {
        String mine = architecture(first);
        String theirs = architecture(other);
        if (mine.equals(theirs)) {
            return;
        }
        String what = "%s is a %s, but %s a %s".formatted(first.reference(), mine, other.reference(), theirs);
        switch (strictness) {
            case STRICT -> problems.error(other.reference().place(), "", what, "Merge models of one architecture");
            case LENIENT -> problems.warning(other.reference().place(), "", what, "");
        }
    }

    private static String architecture(Parent parent) {
        ObjectNode config = parent.tensors().config();
        JsonNode first = config.path("architectures").path(0);
        return first.isString()
                ? first.asString()
                : config.path("model_type").asString("model of unknown architecture");
    }

    private void warnOfDifference(String key, Parent first, Parent other) {
        JsonNode mine = value(first, key);
        JsonNode theirs = value(other, key);
        if (!mine.isMissingNode() && !theirs.isMissingNode() && !same(mine, theirs)) {
            problems.warning(
                    recipe.place(),
                    "",
                    "%s is %s in %s, but %s in %s; the output gets %s"
                            .formatted(key, mine, first.reference(), theirs, other.reference(), mine),
                    "");
        }
    }

    private static JsonNode value(Parent parent, String key) {
        ObjectNode config = parent.tensors().config();
        JsonNode value = config.path(key);
        return value.isMissingNode() ? config.path("text_config").path(key) : value;
    }

    /** 10000 and 10000.0 are the same. */
    private static boolean same(JsonNode a, JsonNode b) {
        return a.isNumber() && b.isNumber() ? a.asDouble() == b.asDouble() : a.equals(b);
    }
}
