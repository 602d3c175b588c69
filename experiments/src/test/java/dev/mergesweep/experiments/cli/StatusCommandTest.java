package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {
    private static final Path QUICKSTART = Path.of("quickstart").toAbsolutePath();

    @TempDir
    private Path folder;

    private final CountDownLatch looked = new CountDownLatch(1);
    private final StringWriter out = new StringWriter();

    private Sweep sweep() throws IOException {
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, """
                merge:
                  merge_method: slerp
                  base_model: %1$s/models/stories
                  models: [{model: %1$s/models/stories}, {model: %1$s/models/sums}]
                  parameters: {t: "${t}"}
                  dtype: bfloat16
                axes: {t: [0.25]}
                race: false
                evaluate:
                  domains: [{name: sums, file: %1$s/data/sums.jsonl, field: text}]
                run: run
                """.formatted(QUICKSTART));
        return Sweep.open(Experiment.read(file), RunOptions.defaults().withThreads(1));
    }

    /** A run that waits, in the middle, until it was looked at. */
    private final class Waiting implements RunProgress {
        private final CountDownLatch begun = new CountDownLatch(1);

        @Override
        public void event(String line) {}

        @Override
        public void standing(Standing standing) {
            if (standing.scores() > 0 && begun.getCount() > 0) {
                begun.countDown();
                try {
                    assertThat(looked.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public boolean stop() {
            return false;
        }
    }

    @Test
    @DisplayName("--watch says how far a run is while it works, and ends when it ends")
    void watch() throws Exception {
        Sweep sweep = sweep();
        Waiting progress = new Waiting();
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try {
                sweep.run(progress);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        progress.begun.await();
        PrintWriter print = new PrintWriter(out) {
            @Override
            public void flush() {
                super.flush();
                looked.countDown();
            }
        };

        int code = MergeSweep.commandLine(new Console(print, new PrintWriter(new StringWriter()), false, Map.of()))
                .execute("status", folder.resolve("run").toString(), "--watch");

        run.join();
        List<String> lines = out.toString().lines().toList();
        assertThat(code).isZero();
        assertThat(lines).hasSizeGreaterThan(1);
        assertThat(lines.getFirst())
                .matches(
                        "running \\(process \\d+\\)  \\d+ of 440 scores, 4 candidates, 0 stopped early, 0 failed, \\d+ s so"
                                + " far(, expected end at \\d\\d:\\d\\d:\\d\\d)?");
        assertThat(lines.getLast())
                .matches("finished  440 of 440 scores, 4 candidates, 0 stopped early, 0 failed, in \\d+ s");
    }
}
