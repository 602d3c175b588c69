package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** On the quickstart's parents, which are small and trained. */
@DisplayName("sensitivity")
class SensitivityCommandTest {
    private static final String QUICKSTART = Path.of("quickstart").toAbsolutePath() + "/";
    private static final List<String> TEXTS =
            List.of("--text", QUICKSTART + "data/stories.jsonl", QUICKSTART + "data/sums.jsonl", "--limit", "4");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    @DisplayName("adds up, and says what a small step of every t does to the score")
    void json() {
        JsonNode at = json("0.25");
        JsonNode above = json("0.27");
        JsonNode below = json("0.23");

        assertThat(at.path("domains").findValuesAsString("name")).containsExactly("stories", "sums");
        double slope = sum(at.path("layers")) + outside(at);
        assertThat(sum(at.path("tensors"))).isCloseTo(slope, within(1e-9));
        double difference = (nats(above) - nats(below)) / 0.04;
        assertThat(slope).isCloseTo(difference, within(0.05 * Math.abs(difference)));
        JsonNode first = at.path("tensors").path(0);
        assertThat(first.path("t").asDouble()).isEqualTo(0.25);
        assertThat(first.path("standard_error").asDouble()).isPositive();
        assertThat(first.path("domains").path("sums").path("slope").asDouble()
                        + first.path("domains").path("stories").path("slope").asDouble())
                .isCloseTo(2 * first.path("slope").asDouble(), within(1e-12));
    }

    private JsonNode json(String t) {
        out.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(List.of("sensitivity", QUICKSTART + "recipe.yaml", "--at", t, "--json"));
        arguments.addAll(TEXTS);
        assertThat(run(arguments)).as(err.toString()).isZero();
        return JsonMapper.shared().readTree(out.toString());
    }

    private static double sum(JsonNode rows) {
        return rows.valueStream()
                .mapToDouble(row -> row.path("slope").asDouble())
                .sum();
    }

    /** What stands in no layer. */
    private static double outside(JsonNode json) {
        return json.path("tensors")
                .valueStream()
                .filter(row -> !row.path("name").asString().contains(".layers."))
                .mapToDouble(row -> row.path("slope").asDouble())
                .sum();
    }

    private static double nats(JsonNode json) {
        return json.path("domains")
                .valueStream()
                .mapToDouble(domain -> domain.path("nats_per_token").asDouble())
                .average()
                .orElseThrow();
    }

    @Test
    @DisplayName("shows filters, layers and the steepest tensors, and says what is worth an axis")
    void table() {
        List<String> arguments = new ArrayList<>(List.of("sensitivity", QUICKSTART + "recipe.yaml", "--tensors", "3"));
        arguments.addAll(TEXTS);
        assertThat(run(arguments)).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("stories: ")
                .containsPattern("t of \\d+ tensors: 0.2500 to 0.7500, \\d+ different")
                .containsPattern("filter +slope +error +stories +sums +better")
                .containsPattern("self_attn.q_proj +[+-]0\\.")
                .containsPattern("layer +slope +error")
                .containsPattern("tensor +slope +error")
                .containsPattern("\\d+ tensors more: --tensors \\d+")
                .containsPattern("worth an axis: ");
    }

    @Test
    @DisplayName("of an experiment reads its texts and stands half way")
    void experiment() {
        assertThat(run(List.of("sensitivity", QUICKSTART + "experiment.yaml")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("tensors: 0.5000\n")
                .contains("stories: ")
                .contains("sums: ");
    }

    @Test
    @DisplayName("refuses what has no t, with advice")
    void withoutT() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("sensitivity", QUICKSTART + "models/stories"));
        arguments.addAll(TEXTS);
        assertThat(run(arguments)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString())
                .contains("models/stories: is a folder; a checkpoint has no t. Give a recipe or an experiment");

        Path copy = folder.resolve("copy.yaml");
        Files.writeString(copy, """
                merge_method: passthrough
                models: [{model: %smodels/stories}]
                dtype: bfloat16
                """.formatted(QUICKSTART));
        arguments.set(1, copy.toString());
        assertThat(run(arguments)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString())
                .contains(
                        "copy.yaml: no tensor of this merge has a t. Use merge_method slerp, or linear with two models");
    }

    @Test
    @DisplayName("refuses texts beside an experiment, and a recipe without texts")
    void texts() {
        List<String> arguments = new ArrayList<>(List.of("sensitivity", QUICKSTART + "experiment.yaml"));
        arguments.addAll(TEXTS);
        assertThat(run(arguments)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("--text goes with a recipe; an experiment names its own texts");
        assertThat(run(List.of("sensitivity", QUICKSTART + "recipe.yaml"))).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString()).contains("Give --text");
    }

    private int run(List<String> arguments) {
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), false, Map.of());
        return MergeSweep.commandLine(console).execute(arguments.toArray(String[]::new));
    }
}
