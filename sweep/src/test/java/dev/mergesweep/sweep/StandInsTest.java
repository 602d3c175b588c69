package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints with the same tensors are one candidate: a reference finds it by any of their names, and that is said. */
class StandInsTest {
    @TempDir
    private Path folder;

    private Laboratory laboratory;

    @BeforeEach
    void texts() throws IOException {
        laboratory = Laboratory.in(folder);
    }

    @Test
    @DisplayName("a checkpoint that is a parent's copy stands under the parent's name, as reference too")
    void parent() throws IOException {
        Path file = laboratory.experiment(
                "0.5",
                "candidates: [{checkpoint: %s, name: copy}]".formatted(Laboratory.parent("b")),
                "rank: {against: copy}");

        Sweep sweep = Sweep.open(Experiment.read(file), RunOptions.defaults());

        assertThat(sweep.experiment().rank().against()).isEqualTo("parent-1");
        assertThat(sweep.plan().warnings())
                .contains("copy has the same tensors as parent-1: both are scored and ranked once, as parent-1");
    }

    @Test
    @DisplayName("what is no copy is compared with as it was named")
    void unlike() throws IOException {
        Sweep sweep = Sweep.open(
                Experiment.read(laboratory.experiment("0.5", "rank: {against: uni}")), RunOptions.defaults());

        assertThat(sweep.experiment().rank().against()).isEqualTo("uni");
        assertThat(sweep.warnings()).noneMatch(warning -> warning.contains("same tensors"));
    }

    @Test
    @DisplayName("a run of checkpoints ranks against the one that was scored, also where the name is shortened")
    void checkpoints() throws IOException {
        Path file = folder.resolve("checkpoints.yaml");
        Files.writeString(file, """
                candidates:
                  - {checkpoint: %1$s, name: first}
                  - {checkpoint: %1$s, name: second}
                  - {checkpoint: %2$s, name: third}
                evaluate:
                  protocol: {name: documents, context: 128}
                  domains: [{name: prose, file: prose.jsonl}]
                rank: {against: sec}
                run: runs/test
                """.formatted(Laboratory.parent("a"), Laboratory.parent("b")));

        Sweep.open(Experiment.read(file), RunOptions.defaults()).run(RunProgress.SILENT);

        StoredRun run = StoredRun.read(laboratory.run());
        assertThat(run.head().rank().against()).isEqualTo("first");
        assertThat(run.head().warnings())
                .contains("second has the same tensors as first: both are scored and ranked once, as first");
        assertThat(run.scores())
                .extracting(Score::candidate)
                .contains("first", "third")
                .doesNotContain("second");
    }
}
