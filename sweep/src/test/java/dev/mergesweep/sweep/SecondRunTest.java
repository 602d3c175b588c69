package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.sweep.store.Clock;
import dev.mergesweep.sweep.store.RunStore;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of what another left. */
class SecondRunTest {
    @TempDir
    private Path folder;

    private Laboratory laboratory;

    @BeforeEach
    void texts() throws IOException {
        laboratory = Laboratory.in(folder);
    }

    private Path grid(String hours, String b) throws IOException {
        return laboratory.experiment(
                "[{filter: mlp, value: \"${a}\"}, {value: \"${b}\"}]",
                "axes: {a: [0.1, 0.9], b: %s}".formatted(b),
                "search: {method: grid, budget: {hours: %s}}".formatted(hours),
                "rank: {finalists: 1}");
    }

    private RunOptions into(String run) {
        return RunOptions.defaults().withRun(folder.resolve(run));
    }

    private List<String> candidates(String run) throws IOException {
        return StoredRun.read(folder.resolve(run)).candidates().stream()
                .map(StoredCandidate::name)
                .toList();
    }

    private List<String> warnings(String run) throws IOException {
        return StoredRun.read(folder.resolve(run)).head().warnings();
    }

    @Test
    @DisplayName("once its time is used up, a run ranks all that is scored and scores nothing more")
    void timeIsUp() throws IOException {
        String b = "{from: 0, to: 1, count: 10}";
        RunOptions shared = into("long").withScores(folder.resolve("scores.sqlite"));
        Sweep.open(Experiment.read(grid("1", b)), shared).run(RunProgress.SILENT);

        Experiment brief = Experiment.read(grid("0.0000001", b));
        Sweep.open(brief, into("brief")).run(RunProgress.SILENT);
        RunOutcome again = Sweep.open(brief, into("brief")).run(RunProgress.SILENT);
        RunOutcome known =
                Sweep.open(brief, shared.withRun(folder.resolve("known"))).run(RunProgress.SILENT);

        assertThat(candidates("long")).hasSize(23);
        assertThat(candidates("brief")).hasSize(19);
        assertThat(warnings("brief"))
                .contains(
                        "the time of the search was used up; what it would have asked for next was not scored",
                        "16 of 20 points of the space were asked for; nothing is known of the others");
        assertThat(warnings("long")).noneMatch(warning -> warning.contains("the time of the search"));
        assertThat(again.newScores()).isZero();
        assertThat(known.newScores()).isZero();
        assertThat(known.finished()).isTrue();
        assertThat(candidates("known")).isEqualTo(candidates("long"));
    }

    @Test
    @DisplayName("the time of a search is counted over all processes that worked on it")
    void timeOfAll() throws IOException {
        Experiment hour = Experiment.read(grid("1", "{from: 0, to: 1, count: 10}"));
        assertThat(Sweep.open(hour, into("tired")).run(new StopAfter(5)).finished())
                .isFalse();
        try (RunStore store = RunStore.open(folder.resolve("tired"), null)) {
            store.note(new Clock(3601, -1, false));
        }

        RunOutcome outcome = Sweep.open(hour, into("tired")).run(RunProgress.SILENT);

        assertThat(outcome.finished()).isTrue();
        assertThat(candidates("tired")).as("the first batch and baselines").hasSize(19);
        assertThat(RunStatus.read(folder.resolve("tired")).seconds()).isGreaterThan(3601);
    }

    @Test
    @DisplayName("goes on after a batch of points that are all equal to earlier ones")
    void nothingNewInABatch() throws IOException {
        Path file = laboratory.experiment(
                "[{value: \"${a}\"}, {filter: mlp, value: \"${b}\"}]",
                "axes: {a: [0.1, 0.9], b: {from: 0, to: 1, count: 40}}",
                "search: {method: grid, budget: {hours: 1}}",
                "run: runs/test");

        Sweep.open(Experiment.read(file), RunOptions.defaults()).run(RunProgress.SILENT);

        assertThat(StoredRun.read(laboratory.run()).candidates()).hasSize(5);
    }

    @Test
    @DisplayName("tries again what failed as a whole: it may have been the machine")
    void triesAgain() throws IOException {
        Path file = laboratory.experiment("\"${t}\"", "axes: {t: [0.2, 0.8]}", "run: runs/test");
        Experiment experiment = Experiment.read(file);
        Engines broken = source -> new Broken(engine(source));

        RunOutcome failed =
                Sweep.open(experiment, RunOptions.defaults(), broken).run(RunProgress.SILENT);
        assertThat(failed.failed()).isEqualTo(5);
        assertThat(StoredRun.read(laboratory.run()).failures())
                .hasSize(5)
                .allMatch(failure -> failure.reason().equals("out of memory"));

        RunOutcome again = Sweep.open(experiment, RunOptions.defaults(), SecondRunTest::engine)
                .run(RunProgress.SILENT);
        assertThat(again.failed()).isZero();
        assertThat(StoredRun.read(laboratory.run()).failures()).isEmpty();
    }

    private static Forward engine(TensorSource source) {
        return TorchForward.open(source, new Compute(Compute.Type.FLOAT32, "cpu", 1));
    }

    /** A machine on which no layer can be run. */
    private record Broken(Forward forward) implements Forward {
        @Override
        public int stages() {
            return forward.stages();
        }

        @Override
        public List<String> tensors(int stage) {
            return forward.tensors(stage);
        }

        @Override
        public Weights load(int stage, TensorSource source) {
            return forward.load(stage, source);
        }

        @Override
        public Hidden embed(Weights embedding, List<Pack> packs) {
            return forward.embed(embedding, packs);
        }

        @Override
        public Hidden layer(int stage, Weights weights, Hidden hidden) {
            throw new IllegalStateException("out of memory");
        }

        @Override
        public List<List<double[]>> head(Weights head, Hidden hidden) {
            return forward.head(head, hidden);
        }

        @Override
        public Supplier<List<List<double[][]>>> headAtScales(Weights head, Hidden hidden, LogitScales scales) {
            return forward.headAtScales(head, hidden, scales);
        }

        @Override
        public List<long[]> mostLikely(Weights head, Hidden hidden) {
            return forward.mostLikely(head, hidden);
        }

        @Override
        public String kernels() {
            return forward.kernels();
        }

        @Override
        public void close() {
            forward.close();
        }
    }
}
