package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs of the searches that follow slopes. */
class LearnedSweepTest {
    private static final String DESCENT =
            "search: {method: descent, at: [0.3, 0.7], texts: 0.5, budget: {candidates: 14}}";

    @TempDir
    private Path folder;

    private Laboratory laboratory;

    @BeforeEach
    void texts() throws IOException {
        laboratory = Laboratory.in(folder);
    }

    private static RunOutcome run(Path experiment, RunProgress progress) throws IOException {
        return Sweep.open(Experiment.read(experiment), RunOptions.defaults().withThreads(2))
                .run(progress);
    }

    @Test
    @DisplayName(
            "descent: what it learned is better than its start, and stopped again and again it is the same to the byte")
    void stopped() throws IOException {
        Path experiment = laboratory.experiment("0.5", DESCENT, "run: runs/test");
        assertThat(run(experiment, RunProgress.SILENT).finished()).isTrue();
        StoredRun whole = StoredRun.read(laboratory.run());
        Lessons lessons = whole.lessons();
        assertThat(lessons.map()).containsOnlyKeys(0.3, 0.7);
        assertThat(lessons.steps()).extracting(Step::number).startsWith(Step.START, 0);
        assertThat(lessons.steps().getLast().cost()).isLessThan(14);

        Path other = folder.resolve("runs/other");
        Sweep sweep = Sweep.open(
                Experiment.read(experiment),
                RunOptions.defaults().withThreads(1).withRun(other));
        int stops = 0;
        while (!sweep.run(new StopAfter(40 + 13 * stops)).finished()) {
            stops++;
        }
        StoredRun pieced = StoredRun.read(other);
        assertThat(stops).isGreaterThan(1);
        assertThat(pieced.lessons()).isEqualTo(lessons);
        assertThat(pieced.candidates()).isEqualTo(whole.candidates());
        assertThat(pieced.scores()).isEqualTo(whole.scores());
        for (StoredCandidate candidate : whole.candidates()) {
            if (candidate.recipe() != null) {
                assertThat(other.resolve(candidate.recipe()))
                        .hasSameTextualContentAs(laboratory.run().resolve(candidate.recipe()));
            }
        }
    }

    @Test
    @DisplayName("descent: every proposal is a recipe of three decimals whose t are those that were asked for")
    void recipes() throws IOException {
        run(laboratory.experiment("0.5", DESCENT, "run: runs/test"), RunProgress.SILENT);
        List<StoredCandidate> learned = StoredRun.read(laboratory.run()).candidates().stream()
                .filter(candidate -> !candidate.permanent())
                .toList();
        assertThat(learned).hasSizeBetween(4, 5);
        String recipe = Files.readString(
                laboratory.run().resolve("recipes/" + learned.getFirst().name() + ".yaml"));
        for (Map.Entry<String, Double> tensor : learned.getFirst().t().entrySet()) {
            if (tensor.getValue() != null) {
                assertThat(recipe).contains("filter: " + tensor.getKey() + "\n");
                assertThat(tensor.getValue()).isEqualTo(Math.rint(tensor.getValue() * 1000) / 1000);
            }
        }
    }

    @Test
    @DisplayName("map: predicts every point of a grid, scores a few, and finds what the whole grid finds")
    void map() throws IOException {
        String t = "[{filter: self_attn, value: \"${a}\"}, {filter: mlp, value: \"${b}\"}, {value: 0.5}]";
        String[] axes = {"axes:", "  a: {from: 0, to: 1, count: 7}", "  b: {from: 0, to: 1, count: 7}", "race: false"};
        run(laboratory.experiment(t, lines(axes, "run: runs/test", "search: {method: map}")), RunProgress.SILENT);
        StoredRun few = StoredRun.read(laboratory.run());
        assertThat(few.candidates()).hasSizeLessThan(40);

        run(laboratory.experiment(t, lines(axes, "run: runs/grid")), RunProgress.SILENT);
        StoredRun grid = StoredRun.read(folder.resolve("runs/grid"));
        assertThat(few.candidates())
                .extracting(StoredCandidate::digest)
                .contains(best(grid).digest());
    }

    private static String[] lines(String[] first, String... more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
    }

    private static StoredCandidate best(StoredRun run) {
        Map<String, Double> nats = run.scores().stream()
                .filter(score -> score.split().equals("search"))
                .collect(Collectors.groupingBy(
                        score -> score.candidate(),
                        // Two thirds and a third, as the experiment weighs its domains.
                        Collectors.summingDouble(score ->
                                (score.domain().equals("code") ? 2 : 1) * score.nats() / tokens(run, score.domain()))));
        return run.candidates().stream()
                .filter(candidate -> candidate.kind() != StoredCandidate.Kind.PARENT)
                .min(Comparator.comparingDouble(candidate -> nats.getOrDefault(candidate.name(), 1e9)))
                .orElseThrow();
    }

    private static double tokens(StoredRun run, String domain) {
        return run.documents().stream()
                .filter(document ->
                        document.domain().equals(domain) && document.split().equals("search"))
                .mapToLong(document -> document.tokens())
                .sum();
    }

    @Test
    @DisplayName("what does not fit a search that learns is told in one go")
    void misfits() throws IOException {
        Path experiment = laboratory.experiment(
                "\"${t}\"",
                "axes: {t: [0, 1]}",
                "search: {method: descent, at: [0.5], bounds: [1, 0], start: 2, norms: loose, parameters: per-head}");
        assertThatThrownBy(() -> Experiment.read(experiment))
                .isInstanceOfSatisfying(
                        InputException.class,
                        e -> assertThat(e.problems())
                                .extracting(
                                        problem -> problem.toString().replaceFirst(".*experiment\\.yaml:\\d+: ", ""))
                                .containsExactlyInAnyOrder(
                                        "search.bounds: are a smaller and a larger t. Write [0, 1]",
                                        "search.at: needs at least two different t in ascending order. Write [0.25, 0.5, 0.75]",
                                        "search.parameters: \"per-head\" is not known. Use per-tensor, per-layer-and-filter, per-layer,"
                                                + " per-module or gradient-points",
                                        "search.start: expected a t within the bounds, found \"2\"",
                                        "search.norms: \"loose\" is not known. Use held or free",
                                        "axes.t: is not read by search method descent, which chooses t by itself. Leave axes out,"
                                                + " or use search method map"));
    }
}
