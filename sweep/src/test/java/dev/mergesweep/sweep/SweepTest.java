package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.sweep.search.Search;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

        List<RunProgress.Standing> standings = new ArrayList<>();
        RunOutcome outcome = sweep.run(listening(standings));
        assertThat(standings.getFirst().secondsLeft()).isNaN();
        assertThat(standings.getLast().secondsLeft())
                .as("time left at the end: all that was expected is done")
                .isZero();
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
        int scores = run.scores().size();
        assertThat(run.drops())
                .as("whom the race stopped")
                .hasSize(status.dropped())
                .isNotEmpty();
        assertThat(status.scores()).isEqualTo(new RunStatus.Scores(scores, 650 - scores, 650));
    }

    private static RunProgress listening(List<RunProgress.Standing> standings) {
        return new RunProgress() {
            @Override
            public void event(String line) {}

            @Override
            public void standing(Standing standing) {
                standings.add(standing);
            }

            @Override
            public boolean stop() {
                return false;
            }
        };
    }

    @Test
    @DisplayName("says which of several recipes a candidate comes from, as it says the values of its axes")
    void severalRecipes() throws IOException {
        Path recipes = Files.createDirectories(folder.resolve("recipes"));
        Files.writeString(recipes.resolve("ours.yaml"), """
                merge_method: slerp
                base_model: %1$s
                models: [{model: %1$s}, {model: %2$s}]
                parameters: {t: 0.3}
                dtype: bfloat16
                """.formatted(Laboratory.parent("a"), Laboratory.parent("b")));
        Path file = laboratory.experiment("\"${t}\"", "axes: {t: [0.1]}", "recipes: recipes");

        SweepPlan plan =
                Sweep.open(Experiment.read(file), RunOptions.defaults()).plan();

        assertThat(plan.candidates())
                .extracting(candidate -> String.valueOf(candidate.axes()))
                .containsExactly("{t=0.1, recipe=\"merge\"}", "{recipe=\"ours.yaml\"}");
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

    @Test
    @DisplayName("counts a grid of a million points in seconds, equal ones once, without making them")
    void million() throws IOException {
        Path file = laboratory.experiment(
                "[{filter: self_attn, value: \"${a}\"}, {filter: mlp, value: \"${b}\"}, {value: \"${c}\"}]",
                "axes:",
                "  a: {from: 0, to: 1, count: 100}",
                "  b: {from: 0, to: 1, count: 100}",
                "  c: {from: 0, to: 1, count: 100}");
        Sweep sweep = Sweep.open(Experiment.read(file), RunOptions.defaults());

        long begin = System.nanoTime();
        GridCount.Count count = GridCount.of(sweep.experiment().space(), sweep.maker());

        // The two parents are among them; no third value of the axes is 0.5.
        assertThat(count).isEqualTo(new GridCount.Count(1_000_000, 999_998));
        assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        assertThat(sweep.plan().count().points()).isEqualTo(1_000_000);
    }

    @Test
    @DisplayName("counts a grid as making every candidate does, with constraints and values that are the same")
    void countsAlike() throws IOException {
        Path file = laboratory.experiment(
                "[{filter: self_attn, value: \"${a}\"}, {filter: mlp, value: \"${b}\"}, {value: \"${c}\"}]",
                "axes:",
                "  a: [0, 0.5, [0.5, 0.5], [0, 1], 1]",
                "  b: [0, 0.5, 1, [0, 1, 1]]",
                "  c: [0, 1, 0.5, [0, 0.7]]",
                "when: [\"b != 1\"]");
        Sweep sweep = Sweep.open(Experiment.read(file), RunOptions.defaults());

        SweepPlan.Count made = sweep.plan().count();

        assertThat(GridCount.of(sweep.experiment().space(), sweep.maker()))
                .isEqualTo(new GridCount.Count(made.points(), made.distinct()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DESCENT")
    @DisplayName("goes on after a stop and ends where a run left alone ends, whatever the search through a space")
    void goesOn(Search.Method method) throws IOException {
        boolean ranges = method == Search.Method.CMA_ES || method == Search.Method.BOBYQA;
        String values = ranges ? "{from: 0, to: 1}" : "{from: 0, to: 1, count: 5}";
        Path file = laboratory.experiment(
                "[{filter: mlp, value: \"${a}\"}, {value: \"${b}\"}]",
                "axes: {a: %s, b: %s}".formatted(values, values),
                "search: {method: %s, seed: 1, budget: {candidates: 7}}".formatted(method.word()),
                "rank: {finalists: 1}");
        Experiment experiment = Experiment.read(file);
        RunOptions options = RunOptions.defaults();
        Sweep.open(experiment, options.withRun(folder.resolve("alone"))).run(RunProgress.SILENT);

        Sweep sweep = Sweep.open(experiment, options.withRun(folder.resolve("stopped")));
        assertThatThrownBy(() -> sweep.run(new CutAfter(30))).hasMessage("power cut");
        int stops = 0;
        while (!sweep.run(new StopAfter(40)).finished()) {
            stops++;
        }

        StoredRun alone = StoredRun.read(folder.resolve("alone"));
        StoredRun stopped = StoredRun.read(folder.resolve("stopped"));
        assertThat(stops).isPositive();
        assertThat(stopped.candidates()).isEqualTo(alone.candidates());
        assertThat(stopped.scores()).isEqualTo(alone.scores());
        assertThat(stopped.drops()).isEqualTo(alone.drops());
        try (Stream<Path> files = Files.list(folder.resolve("stopped"))) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("run.sqlite", "log.txt", "experiment.yaml", "recipes", ".lock");
        }
    }

    /** Nothing is committed any more after so many stages. */
    private static final class CutAfter implements RunProgress {
        private int left;

        CutAfter(int stages) {
            this.left = stages;
        }

        @Override
        public void event(String line) {}

        @Override
        public void standing(Standing standing) {}

        @Override
        public boolean stop() {
            if (--left < 0) {
                throw new IllegalStateException("power cut");
            }
            return false;
        }
    }
}
