package dev.mergesweep.merger.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.MergeCase;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.RecipeReader;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Plans against what mergekit itself recorded while it merged the same recipes. */
class PlanCasesTest {

    static Stream<MergeCase> successes() {
        return MergeCase.all().filter(MergeCase::succeedsInMergekit);
    }

    @ParameterizedTest
    @MethodSource("successes")
    @DisplayName("the sources, the base and the t of every tensor are mergekit's")
    void sameSchedule(MergeCase merge) {
        Problems problems = new Problems();
        Recipe recipe = RecipeReader.read(
                YamlReader.parse(merge.recipe(), "recipe.yaml", problems, Strictness.LENIENT),
                problems,
                Strictness.LENIENT);
        List<Parent> parents = Parents.open(recipe, merge.folder());
        MergePlan plan =
                PlanTemplate.of(recipe, parents, problems, Strictness.LENIENT).plan(recipe, problems);

        Map<String, String> planned = new TreeMap<>();
        plan.tensors().forEach(tensor -> planned.put(tensor.name(), describe(plan, tensor)));
        assertThat(planned).isEqualTo(recorded(merge.schedule()));
    }

    private static String describe(MergePlan plan, PlannedTensor tensor) {
        String from = String.join(
                " ",
                tensor.operation().inputs().stream()
                        .map(input -> plan.parents().get(input.parent()).reference() + ":"
                                + name(input.tensor(), tensor.name()))
                        .toList());
        return switch (tensor.operation()) {
            case Operation.Copy _ -> "copy " + from;
            case Operation.Slerp(Input _, Input _, double t) -> "slerp " + t + " " + from;
            case Operation.Linear _ -> "linear " + from;
            case Operation.Passthrough _ -> "passthrough " + from;
        };
    }

    /** mergekit records the name that it asked for: of a tied head, the head's. */
    private static String name(String source, String output) {
        return output.equals("lm_head.weight") ? output : source;
    }

    private static Map<String, String> recorded(JsonNode schedule) {
        List<String> models = new ArrayList<>();
        schedule.get("models").forEach(model -> models.add(MergeCase.withParents(model.asString())));
        Map<String, String> recorded = new TreeMap<>();
        schedule.get("tensors").properties().forEach(entry -> recorded.put(entry.getKey(), describe(entry, models)));
        return recorded;
    }

    private static String describe(Map.Entry<String, JsonNode> entry, List<String> models) {
        JsonNode tensor = entry.getValue();
        List<String> from = new ArrayList<>();
        tensor.get("from")
                .forEach(source -> from.add(
                        source.isArray()
                                ? models.get(source.get(0).asInt()) + ":"
                                        + source.get(1).asString()
                                : models.get(source.asInt()) + ":" + entry.getKey()));
        String branch = tensor.get("branch").asString();
        return switch (branch) {
            case "slerp", "lerp" ->
                "slerp " + number(tensor.get("t")) + " " + String.join(" ", baseFirst(from, tensor, models));
            default -> branch + " " + String.join(" ", from);
        };
    }

    /** What is no number in JSON is a text there. */
    private static double number(JsonNode node) {
        return switch (node.asString()) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            default -> node.asDouble();
        };
    }

    private static List<String> baseFirst(List<String> from, JsonNode tensor, List<String> models) {
        String base = models.get(tensor.get("base").asInt());
        return from.stream()
                .sorted((a, b) -> Boolean.compare(!a.startsWith(base + ":"), !b.startsWith(base + ":")))
                .toList();
    }
}
