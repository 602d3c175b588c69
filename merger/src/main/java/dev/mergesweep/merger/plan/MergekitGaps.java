package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tensors that mergekit 0.1.4 leaves out because its list for their architecture lacks them. They are merged here, and whoever compares
 * with mergekit's files is told. Found by comparing its lists with the models of transformers 5.18.
 */
final class MergekitGaps {
    private static final Map<String, Pattern> LEFT_OUT = Map.of(
            "Olmo2ForCausalLM", Pattern.compile(".*\\.[qk]_norm\\.weight"),
            "LlamaForCausalLM", Pattern.compile(".*\\.bias"),
            "BertForMaskedLM", Pattern.compile("cls\\.predictions\\.transform\\..*"));

    private MergekitGaps() {}

    static void report(Recipe recipe, Parent parent, List<Slot> slots, Problems problems) {
        String architecture =
                parent.tensors().config().path("architectures").path(0).asString("");
        Pattern leftOut = LEFT_OUT.get(architecture);
        if (leftOut == null) {
            return;
        }
        List<String> names = slots.stream()
                .map(Slot::name)
                .filter(name -> leftOut.matcher(name).matches())
                .toList();
        if (!names.isEmpty()) {
            problems.warning(
                    recipe.place(),
                    "",
                    "mergekit 0.1.4 would leave out %d tensors of a %s, such as %s; here they are merged"
                            .formatted(names.size(), architecture, names.getFirst()),
                    "");
        }
    }
}
