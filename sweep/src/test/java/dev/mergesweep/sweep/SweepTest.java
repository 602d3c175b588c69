package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    @TempDir
    private Path folder;

    private Laboratory laboratory;

    @BeforeEach
    void texts() throws IOException {
        laboratory = Laboratory.in(folder);
    }

    private static final String GRID =
            "[{filter: self_attn, value: \"${attention}\"}, {filter: mlp, value: \"${mlp}\"}, {value: 0.5}]";
    private static final String[] AXES = {
        "axes:",
        "  attention: [0, 0.25, 0.5, [0.5, 0.5]]",
        "  mlp: {from: 0, to: 1, count: 3}",
        "rank: {finalists: 2}",
        "run: runs/test"
    };

    @Test
    @DisplayName("scores every candidate, then the finalists and baselines on what was kept apart")
    void endToEnd() throws IOException {
        Experiment experiment = Experiment.read(laboratory.experiment(GRID, AXES));
        Sweep sweep = Sweep.open(experiment, RunOptions.defaults().withThreads(2));

        SweepPlan plan = sweep.plan();
        assertThat(plan.count().points()).isEqualTo(12);
        assertThat(plan.count().distinct()).isEqualTo(8);

        RunOutcome outcome = sweep.run(RunProgress.SILENT);
        assertThat(outcome.finished()).isTrue();
        assertThat(outcome.failed()).isZero();

        StoredRun run = StoredRun.read(laboratory.run());
        assertThat(run.candidates())
                .extracting(StoredCandidate::name)
                .startsWith("parent-0", "parent-1", "uniform-0.5")
                .hasSize(11);
        assertThat(run.head().sharing()).isEqualTo(new RunHead.Sharing(12, 8, 47, 55));
        assertThat(run.angles().degrees()).hasSize(30);
        assertThat(run.scores()).allMatch(score -> Double.isFinite(score.nats()) && score.tokens() > 0);

        RunStatus status = RunStatus.read(laboratory.run());
        assertThat(status.state()).isEqualTo(RunStatus.State.FINISHED);
        assertThat(status.scored())
                .isEqualTo(status.all())
                .isEqualTo(run.scores().size());
    }

    @Test
    @DisplayName(
            "has nothing left to do when it is run again, and scores a candidate to the same bits when it is opened again")
    void again() throws IOException {
        Path file = laboratory.experiment("0.25", "run: runs/test");
        Sweep.open(Experiment.read(file), RunOptions.defaults()).run(RunProgress.SILENT);

        RunOutcome outcome =
                Sweep.open(Experiment.read(file), RunOptions.defaults()).run(RunProgress.SILENT);
        assertThat(outcome.newScores()).isZero();

        Sweep sweep = Sweep.reopen(laboratory.run());
        StoredRun run = StoredRun.read(laboratory.run());
        List<Double> stored = run.scores().stream()
                .filter(score -> score.candidate().equals("parent-1"))
                .map(Score::nats)
                .toList();
        assertThat(sweep.score(sweep.permanent().get(1).tensors()))
                .extracting(DocumentScore::nats)
                .containsExactlyElementsOf(stored);
    }
}
