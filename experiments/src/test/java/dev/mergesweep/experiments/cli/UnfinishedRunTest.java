package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.Experiment;
import dev.mergesweep.sweep.RunOptions;
import dev.mergesweep.sweep.RunProgress;
import dev.mergesweep.sweep.Sweep;
import dev.mergesweep.sweep.store.Clock;
import dev.mergesweep.sweep.store.RunStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person who asks too early is told. */
class UnfinishedRunTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aRunThatLooksStopped() throws IOException {
        Path file = SmallExperiment.write(folder);
        Sweep.open(Experiment.read(file), RunOptions.defaults().withThreads(1)).run(RunProgress.SILENT);
        try (RunStore store = RunStore.open(folder.resolve("run"), null)) {
            store.note(new Clock(1, 0, false));
        }
    }

    private void run(String... arguments) {
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false, Map.of());
        assertThat(MergeSweep.commandLine(console).execute(arguments))
                .as(err.toString())
                .isZero();
    }

    @Test
    @DisplayName("report and export say that the run is not finished; export of a named candidate is what it is")
    void said() {
        String run = folder.resolve("run").toString();
        run("report", run, "--out", folder.resolve("out").toString());
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "warning: " + run + ": the run is not finished: this is how it stands so far\n");

        err.getBuffer().setLength(0);
        run("export", run, folder.resolve("best").toString());
        assertThat(err.toString().lines())
                .last()
                .isEqualTo("warning: " + run
                        + ": the run is not finished: this is the best so far. Export again when it is");

        err.getBuffer().setLength(0);
        run("export", run, folder.resolve("half").toString(), "--candidate", "uniform-0.5");
        assertThat(err.toString())
                .contains("13 of 56 tensors point the same way")
                .doesNotContain("not finished");
    }
}
