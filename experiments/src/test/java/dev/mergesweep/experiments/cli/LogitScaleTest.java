package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pair whose second parent is the worse model with logits of the better size. */
class LogitScaleTest {
    private static final Path QUICKSTART = Path.of("quickstart").toAbsolutePath();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Of the stories' logits: so that the best scale of every model here lies within the scales that are computed. */
    private static final double SMALL = 0.96;

    /** A model whose logits are too small; and one a little toward the other parent, whose final norm is scaled by 1.2 against it. */
    private void parents() throws IOException {
        merge("worse", """
                merge_method: slerp
                base_model: %1$s/models/stories
                models: [{model: %1$s/models/stories}, {model: %1$s/models/sums}]
                parameters: {t: 0.06}
                dtype: bfloat16
                """.formatted(QUICKSTART));
        scaled("parent-a", QUICKSTART.resolve("models/stories"), SMALL);
        scaled("unscaled", folder.resolve("worse"), SMALL);
        scaled("parent-b", folder.resolve("worse"), SMALL * 1.2);
    }

    private void scaled(String name, Path model, double factor) throws IOException {
        merge(name, """
                merge_method: passthrough
                models:
                  - model: %s
                    parameters:
                      scale: [{filter: model.norm, value: %s}, {value: 1}]
                dtype: bfloat16
                """.formatted(model, factor));
    }

    private void merge(String name, String recipe) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), recipe);
        run("merge", file.toString(), folder.resolve(name).toString());
    }

    private void run(String... arguments) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, Map.of());
        assertThat(MergeSweep.commandLine(console).execute(arguments))
                .as(err.toString())
                .isZero();
    }

    @Test
    @DisplayName("the ranking as it is prefers it, the one at the best scale does not, and the report says so")
    void trap() throws IOException {
        parents();
        Path experiment = Files.writeString(folder.resolve("trap.yaml"), """
                name: trap
                merge:
                  merge_method: slerp
                  base_model: parent-a
                  models: [{model: parent-a}, {model: parent-b}]
                  parameters: {t: 0.25}
                  dtype: bfloat16
                evaluate:
                  protocol: {name: documents, context: 512}
                  domains: [{name: stories, file: %s/data/stories.jsonl, field: text}]
                candidates: [{checkpoint: unscaled, name: unscaled}]
                run: run
                """.formatted(QUICKSTART));
        run("run", experiment.toString(), "--device", "cpu", "--quiet");

        JsonNode ranking = JsonMapper.shared().readTree(folder.resolve("run/ranking.json"));
        JsonNode scaled = row(ranking, "parent-1");
        JsonNode honest = row(ranking, "parent-0");
        assertThat(scaled.path("rank").asInt()).isEqualTo(1);
        JsonNode scaledAtBest = scaled.path("at_best_scale");
        JsonNode honestAtBest = honest.path("at_best_scale");
        assertThat(honestAtBest.path("objective").asDouble())
                .isLessThan(scaledAtBest.path("objective").asDouble());
        JsonNode unscaledAtBest = row(ranking, "unscaled").path("at_best_scale");
        assertThat(unscaledAtBest.path("scale").asDouble()).isBetween(0.8, 1.249);
        assertThat(unscaledAtBest.path("scale").asDouble()
                        / scaledAtBest.path("scale").asDouble())
                .as("the one whose final norm is larger needs a factor that is smaller by as much")
                .isCloseTo(1.2, within(0.005));
        assertThat(unscaledAtBest.path("objective").asDouble())
                .as("and is then the same model, but for bfloat16 norms")
                .isCloseTo(scaledAtBest.path("objective").asDouble(), within(6e-4));
        assertThat(ranking.path("warnings").valueStream().map(JsonNode::asString))
                .anyMatch(warning -> warning.startsWith("parent-1 comes first by the size of its logits:")
                        && warning.contains(" is first, and parent-1 worse by"));
        assertThat(Files.readString(folder.resolve("run/report.md")))
                .contains("## What is left at the best logit scale", "comes first by the size of its logits");
    }

    private static JsonNode row(JsonNode ranking, String candidate) {
        return ranking.path("ranking")
                .valueStream()
                .filter(row -> Objects.equals(row.path("candidate").asString(), candidate))
                .findFirst()
                .orElseThrow();
    }
}
