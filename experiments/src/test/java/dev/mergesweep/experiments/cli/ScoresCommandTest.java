package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.sweep.Experiment;
import dev.mergesweep.sweep.RunOptions;
import dev.mergesweep.sweep.RunProgress;
import dev.mergesweep.sweep.Sweep;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoresCommandTest {
    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void anExperiment() throws IOException {
        file = SmallExperiment.write(folder);
    }

    private String run(String... arguments) {
        out.getBuffer().setLength(0);
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, Map.of());
        assertThat(MergeSweep.commandLine(console).execute(arguments))
                .as(err.toString())
                .isZero();
        return out.toString();
    }

    @Test
    @DisplayName("scores --json gives the rows of the CSV, to the last digit")
    void scoresAsJson() throws IOException {
        Sweep.open(Experiment.read(file), RunOptions.defaults().withThreads(1)).run(RunProgress.SILENT);
        String run = folder.resolve("run").toString();
        List<String> lines = run("scores", run).lines().skip(1).toList();
        JsonNode rows =
                JsonMapper.shared().readTree(run("scores", run, "--json")).path("scores");
        assertThat(rows.size()).isEqualTo(lines.size()).isEqualTo(3 * 4);
        for (int i = 0; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",");
            JsonNode row = rows.get(i);
            assertThat(row.propertyNames())
                    .containsExactly("candidate", "domain", "document", "split", "tokens", "nats", "bytes", "words");
            assertThat(row.path("candidate").asString()).isEqualTo(cells[0]);
            assertThat(row.path("document").asString()).isEqualTo(cells[2]);
            assertThat(row.path("tokens").asLong()).isEqualTo(Long.parseLong(cells[4]));
            assertThat(row.path("nats").asDouble()).isEqualTo(Double.parseDouble(cells[5]));
            assertThat(row.path("bytes").asLong()).isEqualTo(Long.parseLong(cells[6]));
        }
    }

    @Test
    @DisplayName("plan says in which type it computes, and whether this CPU would be faster in bfloat16")
    void planOfCompute() {
        String hint = "; this CPU has bfloat16 arithmetic and would be faster with --compute bfloat16";
        boolean faster = Compute.of("auto", "cpu", 1).fasterInBfloat16();
        assertThat(run("plan", file.toString(), "--device", "cpu").lines())
                .contains("compute      float32" + (faster ? hint : ""));
        assertThat(run("plan", file.toString(), "--device", "cpu", "--compute", "bfloat16")
                        .lines())
                .contains("compute      bfloat16");
        JsonNode compute = JsonMapper.shared()
                .readTree(run("plan", file.toString(), "--device", "cpu", "--json"))
                .path("compute");
        assertThat(compute.path("type").asString()).isEqualTo("float32");
        assertThat(compute.path("faster_in_bfloat16").asBoolean()).isEqualTo(faster);
    }

    @Test
    @DisplayName("plan warns of a context that is longer than the model's positions, as evaluate does")
    void planOfContext() throws IOException {
        Files.writeString(
                file, Files.readString(file).replace("confirm: 0", "confirm: 0\n  protocol: {context: 100000}"));
        JsonNode warnings = JsonMapper.shared()
                .readTree(run("plan", file.toString(), "--json"))
                .path("warnings");
        assertThat(warnings.valueStream().map(JsonNode::asString))
                .contains("a context of 100000 is longer than the 512 positions the checkpoint was made for");
    }
}
