package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.RunStatus.Scores;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.statistics.ScaledScore;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.store.Clock;
import dev.mergesweep.sweep.store.Drop;
import dev.mergesweep.sweep.store.ParentAngles;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredCandidate.Kind;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredFailure;
import dev.mergesweep.sweep.store.StoredRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ten documents to search on and two kept apart, one parent, four merges, one finalist: 5 x 10 + 2 x 2 scores. */
class RunStatusTest {
    private static final List<String> CANDIDATES = List.of("parent-0", "a", "b", "c", "d");

    private final List<ScaledScore> scores = new ArrayList<>();
    private final List<Drop> drops = new ArrayList<>();
    private final List<StoredFailure> failures = new ArrayList<>();

    @Test
    @DisplayName(
            "the number of all scores stays while a race stops one candidate after the other: what they lack is left out")
    void race() {
        assertThat(status(false)).isEqualTo(new Scores(0, 0, 54));
        CANDIDATES.forEach(candidate -> score(candidate, 0, 4));
        assertThat(status(false)).isEqualTo(new Scores(20, 0, 54));
        drop("c");
        drop("d");
        assertThat(status(false)).isEqualTo(new Scores(20, 12, 54));
        List.of("parent-0", "a", "b").forEach(candidate -> score(candidate, 4, 8));
        drop("b");
        assertThat(status(false)).isEqualTo(new Scores(32, 14, 54));
        List.of("parent-0", "a").forEach(candidate -> score(candidate, 8, 12));
        assertThat(status(false)).isEqualTo(new Scores(40, 14, 54)).isEqualTo(status(true));
    }

    @Test
    @DisplayName("whom a race stopped and who is a finalist after all is asked for no more on the texts searched on")
    void finalist() {
        CANDIDATES.forEach(candidate -> score(candidate, 0, 4));
        List.of("a", "b", "c", "d").forEach(this::drop);
        score("parent-0", 4, 12);
        score("a", 10, 11);
        assertThat(status(false)).isEqualTo(new Scores(29, 24, 54));
        score("a", 11, 12);
        assertThat(status(false)).isEqualTo(new Scores(30, 24, 54)).isEqualTo(status(true));
    }

    @Test
    @DisplayName("who failed is asked for nothing more, nor are finalists of whom there are too few")
    void failed() {
        CANDIDATES.forEach(candidate -> score(candidate, 0, 4));
        List.of("a", "b", "c", "d").forEach(candidate -> failures.add(new StoredFailure(candidate, "NaN", null, null)));
        assertThat(status(false)).isEqualTo(new Scores(20, 26, 54));
        score("parent-0", 4, 12);
        assertThat(status(false)).isEqualTo(new Scores(28, 26, 54)).isEqualTo(status(true));
    }

    private void drop(String candidate) {
        drops.add(new Drop(candidate, 0.4, "a"));
    }

    private void score(String candidate, int from, int to) {
        for (int i = from; i < to; i++) {
            Score score = new Score(candidate, "d", String.valueOf(i), split(i), 5, 1, 5, 5);
            scores.add(ScaledScore.of(score, new TreeMap<>()));
        }
    }

    private static String split(int document) {
        return document < 10 ? "search" : "confirm";
    }

    private Scores status(boolean finished) {
        RunHead.RankRule rank = new RunHead.RankRule("mean-log-perplexity", "best-parent", 1, Map.of(), Map.of());
        RunHead.Origin origin = new RunHead.Origin("e.yaml", "float32", "cpu", "exact", false);
        RunHead head = new RunHead("e", rank, "", List.of(), new RunHead.Sharing(4, 4, 0, 0), List.of(), origin);
        return Scores.of(
                new StoredRun(
                        Path.of("run"),
                        head,
                        CANDIDATES.stream().map(RunStatusTest::candidate).toList(),
                        IntStream.range(0, 12)
                                .mapToObj(i -> new StoredDocument("d", String.valueOf(i), split(i), "x" + i, 5, 5, 5))
                                .toList(),
                        scores,
                        failures,
                        drops,
                        ParentAngles.UNKNOWN,
                        Lessons.NONE,
                        new Clock(1, -1, finished)),
                finished);
    }

    private static StoredCandidate candidate(String name) {
        Kind kind = name.equals("parent-0") ? Kind.PARENT : Kind.MERGE;
        return new StoredCandidate(name, "0123456789abcdef", kind, null, 0, null, new LinkedHashMap<>());
    }
}
