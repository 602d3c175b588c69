package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RankCommandTest {
    /** The statistics' reference values; the tests there hold every figure, these the command. */
    private static final Path CASES = Path.of("../sweep/src/test/resources/statistics");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, Map.of());
        return MergeSweep.commandLine(console).execute(arguments);
    }

    private static String scores(String name) {
        return CASES.resolve(name).resolve("scores.csv").toString();
    }

    @Test
    @DisplayName("--json prints the ranking with the weights asked for, and who failed")
    void json() {
        int code = run(
                "rank",
                scores("three-domains-weighted"),
                "--against",
                "parent-a",
                "--weights",
                "stories=5,sums=3,code=2",
                "--json");

        assertThat(code).as(err.toString()).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        JsonNode expected = JsonMapper.shared()
                .readTree(CASES.resolve("three-domains-weighted/expected.json").toFile());
        assertThat(json.path("winner").asString()).isEqualTo("c008");
        assertThat(json.path("against").asString()).isEqualTo("parent-a");
        assertThat(json.path("against_rule").asString()).isEqualTo("parent-a");
        assertThat(json.path("verdict").asString())
                .matches("better than parent-a by \\d\\.\\d % \\(\\d\\.\\d to \\d\\.\\d\\)");
        for (JsonNode row : json.path("ranking")) {
            JsonNode candidate =
                    expected.path("candidates").path(row.path("candidate").asString());
            assertThat(row.path("rank").asInt())
                    .isEqualTo(candidate.path("rank").asInt());
            assertThat(row.path("split").asString()).isEqualTo("confirm");
            near(row.path("objective"), candidate.path("objective").path("value"));
            near(row.path("confidence_set_p"), candidate.path("mcs").path("p"));
            if (candidate.has("difference")) {
                near(
                        row.path("difference").path("low"),
                        candidate.path("difference").path("boot_low"));
                near(
                        row.path("difference").path("p_adjusted"),
                        candidate.path("difference").path("p_romano_wolf"));
            }
        }
    }

    private static void near(JsonNode value, JsonNode pair) {
        assertThat(value.asDouble())
                .isCloseTo(pair.path(0).asDouble(), within(pair.path(1).asDouble()));
    }

    @Test
    @DisplayName("prints a table, the answer, and what to doubt")
    void table() {
        assertThat(run("rank", scores("broken"), "--against", "parent-a")).isZero();

        assertThat(out.toString())
                .contains("rank  candidate")
                .contains("against parent-a (95 %)")
                .contains("Winner: c005, better than parent-a by 2.9 %")
                .contains("2 failed.")
                .endsWith("Note: 2 candidates failed and have no rank, the first: c004 (not finite).\n");
    }

    @Test
    @DisplayName("asks for --against where there are no parents, and ends with 2")
    void asksForTheReference() {
        String file = scores("twelve-documents");

        assertThat(run("rank", file)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("error: " + file + ": against: best-parent needs complete scores of parent-0 or parent-1,"
                        + " and there are none. Name the reference with --against; there are: ");
    }

    @Test
    @DisplayName("tells a missing file, a wrong weight and an unknown measure apart")
    void wrongUse(@TempDir Path folder) throws IOException {
        assertThat(run("rank", "nowhere.csv")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run("rank", ".")).isEqualTo(ExitCode.WRONG_INPUT);
        Path run = Files.createDirectory(folder.resolve("a run"));
        Files.createFile(run.resolve("run.sqlite"));
        assertThat(run("rank", run.toString())).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run("rank", scores("ties"), "--weights", "stories=-1")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(run("rank", scores("ties"), "--by", "luck")).isEqualTo(ExitCode.WRONG_INPUT);

        assertThat(err.toString().lines())
                .containsExactly(
                        "error: nowhere.csv: there is no such file. Print a run's scores with: mergesweep scores RUN > scores.csv",
                        "error: .: this is a folder, and scores are a CSV file."
                                + " Print a run's scores with: mergesweep scores RUN > scores.csv",
                        "error: " + run + ": this is the folder of a run, and scores are a CSV file."
                                + " Print a run's scores with: mergesweep scores '" + run + "' > scores.csv",
                        "error: --weights: stories=-1.0 is no weight. Weights are 0 or more",
                        "error: --by: \"luck\" is not a measure. Use mean-log-perplexity or bits-per-byte");
    }
}
