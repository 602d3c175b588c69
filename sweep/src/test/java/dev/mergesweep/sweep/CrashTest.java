package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes of their own, ended with SIGKILL. */
class CrashTest {
    private static final int KILLS = Integer.getInteger("mergesweep.kills", 10);

    @TempDir
    private Path folder;

    private static Path experiment(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Laboratory.in(folder)
                .experiment(
                        "[{filter: self_attn, value: \"${attention}\"}, {filter: mlp, value: \"${mlp}\"}, {value: 0.5}]",
                        "axes:",
                        "  attention: [0, 0.5, 1, [0, 1]]",
                        "  mlp: [0, 0.25, 0.5]",
                        "rank: {finalists: 2}",
                        "race: {rungs: 3}",
                        "run: runs/test");
    }

    /** Everything that a run leaves behind but its log and the pages of its database. */
    private static String dump(Path run) throws IOException {
        StoredRun stored = StoredRun.read(run);
        String scores = stored.scores().stream().map(Object::toString).collect(Collectors.joining("\n"));
        TreeMap<String, String> recipes = new TreeMap<>();
        try (Stream<Path> files = Files.list(run.resolve("recipes"))) {
            for (Path file : files.toList()) {
                recipes.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return String.join(
                "\n", scores, stored.candidates().toString(), stored.drops().toString(), recipes.toString());
    }

    @Test
    @DisplayName("a run killed again and again ends with the same bytes as one left alone, and scores nothing twice")
    void killedAgainAndAgain() throws IOException, InterruptedException, SQLException {
        Path alone = experiment(folder.resolve("alone"));
        assertThat(SweepProcess.start(alone).finish().getLast()).startsWith("new ");
        String expected = dump(alone.resolveSibling("runs/test"));
        Random random = new Random(42);
        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path killed = experiment(folder.resolve("killed-" + round));
            Path run = killed.resolveSibling("runs/test");
            while (kills < KILLS && SweepProcess.start(killed).kill(1 + random.nextInt(25))) {
                kills++;
                RepeatedScores.watch(run);
            }
            long before = StoredRun.read(run).scores().size();
            RepeatedScores.watch(run);

            List<String> last = SweepProcess.start(killed).finish();

            long all = StoredRun.read(run).scores().size();
            assertThat(last.getLast()).isEqualTo("new " + (all - before));
            assertThat(dump(run)).isEqualTo(expected);
            assertThat(RepeatedScores.count(run)).isZero();
            RepeatedScores.provoke(run);
            assertThat(RepeatedScores.count(run)).isOne();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("a disk that takes no more is told in one sentence, and the run goes on when it does")
    void smallDisk() throws IOException, InterruptedException {
        Path alone = experiment(folder.resolve("alone"));
        SweepProcess.start(alone).finish();
        Path file = experiment(folder.resolve("small"));
        Path run = file.resolveSibling("runs/test");

        SweepProcess limited = SweepProcess.startToFirstStage(file);
        limited.limitFiles(20_000);
        limited.goOn();
        assertThat(limited.finish().getLast())
                .isEqualTo(run.resolve("run.sqlite")
                        + ": cannot be read or written: the disk reports an error. Every score so far is kept. Start the same"
                        + " command again when the disk is back");
        long before = StoredRun.read(run).scores().size();
        List<String> last = SweepProcess.start(file).finish();

        assertThat(last.getLast())
                .isEqualTo("new " + (StoredRun.read(run).scores().size() - before));
        assertThat(dump(run)).isEqualTo(dump(alone.resolveSibling("runs/test")));
    }

    @Test
    @DisplayName("a second run on a folder says who works there, and leaves the first alone")
    void twoAtOnce() throws IOException, InterruptedException {
        Path file = experiment(folder);
        SweepProcess first = SweepProcess.startToFirstStage(file);
        Path run = folder.resolve("runs/test");

        RunStatus status = RunStatus.read(run);
        List<String> second = SweepProcess.start(file).finish();
        first.goOn();

        assertThat(status.state()).isEqualTo(RunStatus.State.RUNNING);
        assertThat(status.process()).isEqualTo(first.pid());
        assertThat(second.getLast())
                .isEqualTo(
                        "%s: Process %d works in this folder. Wait until it ends, or look at it with: mergesweep status %1$s"
                                .formatted(run, first.pid()));
        assertThat(first.finish().getLast()).startsWith("new ");
    }
}
