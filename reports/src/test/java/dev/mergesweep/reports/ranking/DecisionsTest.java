package dev.mergesweep.reports.ranking;

import static dev.mergesweep.reports.ranking.MadeScores.PLACE;
import static dev.mergesweep.reports.ranking.MadeScores.SMALL;
import static dev.mergesweep.reports.ranking.MadeScores.contest;
import static dev.mergesweep.reports.ranking.MadeScores.effects;
import static dev.mergesweep.reports.ranking.MadeScores.joined;
import static dev.mergesweep.reports.ranking.MadeScores.rank;
import static dev.mergesweep.reports.ranking.MadeScores.row;
import static dev.mergesweep.reports.ranking.MadeScores.rules;
import static dev.mergesweep.reports.ranking.MadeScores.scores;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.statistics.Score;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The winner, its verdict, and what stands beside it. */
class DecisionsTest {

    @Test
    @DisplayName("is the best row that is no parent, and the verdict says by how much")
    void betterThanTheReference() {
        Ranking ranking = rank(scores("x", "all", 60, effects("parent-0", 0.0, "parent-1", 0.1, "a", -0.05)));

        assertThat(ranking.decision().winner()).isEqualTo("a");
        assertThat(ranking.decision().verdict()).isInstanceOf(Verdict.Better.class);
        assertThat(ranking.decision().verdict().text())
                .matches("better than parent-0 by 4\\.\\d % \\(4\\.\\d to 5\\.\\d\\)");
    }

    @Test
    @DisplayName("is not distinguishable where chance explains it, and the verdict says how many documents would tell")
    void notDistinguishable() {
        Ranking ranking = rank(scores("x", "all", 40, effects("parent-0", 0.0, "a", -0.0003)));

        assertThat(ranking.decision().verdict()).isInstanceOfSatisfying(Verdict.NotDistinguishable.class, verdict -> {
            assertThat(verdict.documents()).isGreaterThan(40);
            assertThat(verdict.text()).startsWith("not distinguishable from parent-0: 0.0");
        });
    }

    @Test
    @DisplayName("is named also where no merge is better, and the verdict says so")
    void noneBetter() {
        Ranking ranking = rank(scores("x", "all", 40, effects("parent-0", 0.0, "a", 0.1)));

        assertThat(ranking.decision().winner()).isEqualTo("a");
        assertThat(ranking.decision().verdict().text()).isEqualTo("no merge is better than parent-0");
        assertThat(ranking.warnings())
                .contains("no merge has a smaller objective than parent-0: ship that, or search elsewhere");
    }

    @Test
    @DisplayName("may be the reference itself, and then no other merge is better")
    void referenceWins() {
        Ranking ranking = rank(
                scores("x", "all", 40, effects("parent-0", 0.1, "parent-1", 0.2, "a", -0.1, "b", 0.3)),
                rules("a", Map.of(), null));

        assertThat(ranking.decision().winner()).isEqualTo("a");
        assertThat(RankingText.of(ranking, 10)).contains("Winner: a, no other merge is better than a.\n");
        assertThat(ranking.warnings())
                .contains("no other merge has a smaller objective than a: ship that, or search elsewhere");
    }

    @Test
    @DisplayName("where nobody knows of parents, is one of candidates")
    void checkpointsOnly() {
        Ranking ranking = rank(scores("x", "all", 40, effects("old", 0.0, "new", 0.1)), rules("old", Map.of(), null));

        assertThat(ranking.decision().winner()).isEqualTo("old");
        assertThat(ranking.decision().verdict().text()).isEqualTo("no other candidate is better than old");
    }

    @Test
    @DisplayName("is not better than a reference that it ties with to the last bit")
    void tiesWithTheReference() {
        List<Score> scores = new ArrayList<>();
        for (Score score : scores("x", "all", 40, effects("parent-0", 0.0, "parent-1", 0.1))) {
            scores.add(score);
            if (score.candidate().equals("parent-0")) {
                scores.add(new Score(
                        "a",
                        score.domain(),
                        score.document(),
                        score.split(),
                        score.tokens(),
                        score.nats(),
                        score.bytes(),
                        score.words()));
            }
        }
        Ranking ranking = rank(scores);

        assertThat(ranking.decision().winner()).isEqualTo("a");
        assertThat(ranking.decision().verdict().text()).isEqualTo("no merge is better than parent-0");
    }

    @Test
    @DisplayName(
            "does not hide that a merge is better which breaks a floor, nor that a parent is better than all merges")
    void floorsAndParents() {
        List<Score> scores = joined(
                scores("code", "all", 40, effects("parent-0", 0.0, "parent-1", 0.3, "greedy", 0.1, "even", 0.001)),
                scores("prose", "all", 40, effects("parent-0", 0.3, "parent-1", 0.1, "greedy", -0.5, "even", 0.4)));

        assertThat(rank(scores, rules("parent-0", Map.of("code", 1.0), null))
                        .decision()
                        .verdict()
                        .text())
                .isEqualTo("no merge that keeps the floors is better than parent-0");
        assertThat(rank(
                                scores("x", "all", 40, effects("parent-0", 0.0, "parent-1", 0.1, "a", 0.2)),
                                rules("a", Map.of(), null))
                        .warnings())
                .contains("no other merge has a smaller objective than a: ship parent-0, or search elsewhere");
    }

    @Test
    @DisplayName("is not to be had between parents that the texts cannot tell apart, and that is said")
    void parentsTooClose() {
        Ranking close = rank(scores("x", "all", 40, effects("parent-0", 0.0, "parent-1", 0.0, "a", 0.0)));
        Ranking apart = rank(scores("x", "all", 40, effects("parent-0", 0.0, "parent-1", 0.1, "a", 0.1)));

        assertThat(close.warnings())
                .anyMatch(
                        warning -> warning.matches(
                                "the parents are so close that these texts tell neither from the other \\(parent-\\d against"
                                        + " parent-\\d: \\+\\d\\.\\d\\d %, -\\d\\.\\d\\d to \\+\\d\\.\\d\\d\\), and show no winner that is better"));
        assertThat(apart.warnings()).noneMatch(warning -> warning.contains("so close"));
    }

    @Test
    @DisplayName("keeps the floors: not worse than the better parent in a domain by more than allowed")
    void keepsFloors() {
        List<Score> scores = joined(
                scores("code", "all", 40, effects("parent-0", 0.0, "parent-1", 0.3, "greedy", 0.1, "even", 0.001)),
                scores("prose", "all", 40, effects("parent-0", 0.3, "parent-1", 0.0, "greedy", -0.5, "even", 0.05)));

        assertThat(rank(scores).decision().winner()).isEqualTo("greedy");
        Ranking floored = rank(scores, rules("best-parent", Map.of("code", 1.0), null));
        assertThat(floored.decision().winner()).isEqualTo("even");
        assertThat(row(floored, "greedy").keepsFloors()).isFalse();
    }

    @Test
    @DisplayName("stands beside the trade-offs of the Pareto front")
    void tradeOffs() {
        List<Score> scores = joined(
                scores("code", "all", 40, effects("parent-0", 0.0, "parent-1", 0.3, "a", 0.1, "b", 0.4)),
                scores("prose", "all", 40, effects("parent-0", 0.3, "parent-1", 0.0, "a", 0.1, "b", 0.4)));
        Ranking ranking = rank(scores);

        assertThat(ranking.decision().tradeOffs())
                .containsExactly(
                        new Ranking.TradeOff("best on code", "parent-0"),
                        new Ranking.TradeOff("best on prose", "parent-1"),
                        new Ranking.TradeOff("most even", "a"));
        assertThat(RankingText.of(ranking, 10))
                .contains("On the Pareto front, best on code: parent-0 (a parent, no merge).\n")
                .contains("On the Pareto front, most even: a.\n");
        assertThat(row(ranking, "a").standing().onParetoFront()).isTrue();
        assertThat(row(ranking, "b").standing().onParetoFront()).isFalse();
    }

    @Test
    @DisplayName("is shown with the simplest of those tied for first")
    void simplest() {
        List<Score> scores = scores("x", "all", 40, effects("parent-0", 0.2, "a", 0.0, "b", 0.0001, "c", 0.1));

        assertThat(rankWithAxes(scores).decision().simplest()).isEqualTo("b");
    }

    @Test
    @DisplayName("is noted where it has the largest value tried on an axis")
    void atTheEdge() {
        List<Score> scores = scores("x", "all", 40, effects("parent-0", 0.2, "a", 0.0, "b", 0.1, "c", 0.1));
        Ranking ranking = rankWithAxes(scores);

        assertThat(ranking.decision().simplest()).isEqualTo("a");
        assertThat(ranking.warnings())
                .containsExactly("the winner's t is 0.9, the largest value tried: the best may lie farther out");
    }

    private Ranking rankWithAxes(List<Score> scores) {
        List<Entry> entries = List.of(
                new Entry("parent-0", Entry.Kind.PARENT, null, null, 1),
                entry("a", 0.9, 7),
                entry("b", 0.5, 1),
                entry("c", 0.1, 2));
        return contest(scores, entries, Map.of(), Rules.usual(PLACE)).rank(SMALL);
    }

    private Entry entry(String name, double t, int differentT) {
        SequencedMap<String, JsonNode> axes = new LinkedHashMap<>();
        axes.put("t", JsonNodeFactory.instance.numberNode(t));
        return new Entry(name, Entry.Kind.CANDIDATE, axes, "recipes/" + name + ".yaml", differentT);
    }

    @Nested
    @DisplayName("plain t = 0.5 beside the reference")
    class Uniform {
        private final List<Score> scores = scores(
                "x", "all", 60, effects("parent-0", 0.0, "parent-1", 0.1, "uniform-0.5", -0.04, "a", -0.05, "b", 0.02));

        @Test
        @DisplayName("has the figures that it would have as the reference, those of chance included")
        void asTheReference() {
            Ranking.Yardstick uniform =
                    Objects.requireNonNull(rank(scores).decision().uniform());
            Ranking against = rank(scores, rules("uniform-0.5", Map.of(), null));

            assertThat(uniform.difference()).isEqualTo(row(against, "a").difference());
            assertThat(uniform.verdict()).isEqualTo(against.decision().verdict());
            assertThat(RankingText.of(rank(scores), 9))
                    .contains("Plain t = 0.5: the winner is better than uniform-0.5 by ");
            JsonNode json = RankingJson.tree(rank(scores)).path("uniform");
            assertThat(json.path("candidate").asString()).isEqualTo("uniform-0.5");
            assertThat(json.path("difference").path("percent").asDouble())
                    .isEqualTo(uniform.difference().percent().value());
        }

        @Test
        @DisplayName("is left out where it is the reference, the winner, or not there")
        void leftOut() {
            assertThat(rank(scores, rules("uniform-0.5", Map.of(), null))
                            .decision()
                            .uniform())
                    .isNull();
            assertThat(rank(scores("x", "all", 20, effects("parent-0", 0.0, "uniform-0.5", -0.1, "a", 0.0)))
                            .decision()
                            .uniform())
                    .isNull();
            Ranking without = rank(scores("x", "all", 20, effects("parent-0", 0.0, "a", -0.1)));
            assertThat(without.decision().uniform()).isNull();
            assertThat(RankingJson.tree(without).path("uniform").isNull()).isTrue();
        }
    }
}
