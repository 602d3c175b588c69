package dev.mergesweep.reports.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.statistics.Bootstrap;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class ContestTest {
    private static final Bootstrap SMALL = new Bootstrap(400, 3);
    private static final Place PLACE = Place.of("scores.csv");

    /** Effects in nats per token by candidate; every document of a domain has its own difficulty, the noise is small. */
    private static List<Score> scores(String domain, String split, int documents, Map<String, Double> effects) {
        Random random = new Random(domain.hashCode() + 31L * split.hashCode());
        List<Score> scores = new ArrayList<>();
        for (int g = 0; g < documents; g++) {
            long tokens = 80 + random.nextInt(60);
            double difficulty = 2 + 0.3 * random.nextGaussian();
            effects.forEach((candidate, effect) -> scores.add(new Score(
                    candidate,
                    domain,
                    split.charAt(0) + "-" + scores.size() / effects.size(),
                    split,
                    tokens,
                    tokens * (difficulty + effect + 0.01 * random.nextGaussian()),
                    4 * tokens,
                    tokens)));
        }
        return scores;
    }

    private static SequencedMap<String, Double> effects(Object... pairs) {
        SequencedMap<String, Double> effects = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            effects.put((String) pairs[i], (Double) pairs[i + 1]);
        }
        return effects;
    }

    private static Rules rules(String against, Map<String, Double> floors, @Nullable String split) {
        return new Rules(PLACE, against, Measure.MEAN_LOG_PERPLEXITY, Weights.EQUAL, floors, split);
    }

    private static Ranking rank(List<Score> scores, Rules rules) {
        return Contest.of(scores, rules).rank(SMALL);
    }

    private static Ranking rank(List<Score> scores) {
        return rank(scores, Rules.usual(PLACE));
    }

    private static Row row(Ranking ranking, String candidate) {
        return ranking.rows().stream()
                .filter(row -> row.entry().candidate().equals(candidate))
                .findFirst()
                .orElseThrow();
    }

    private static List<Score> joined(List<Score> first, List<Score> second) {
        List<Score> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Contest contest(List<Score> scores, List<Entry> entries, Map<String, Double> raced, Rules rules) {
        return new Contest("test", scores, entries, List.of(), raced, List.of(), rules);
    }

    @Nested
    class Reference {

        @Test
        @DisplayName("best-parent is the parent with the smaller objective")
        void bestParent() {
            Ranking ranking =
                    rank(scores("x", "all", 40, effects("parent-0", 0.0, "parent-1", -0.1, "uniform-0.5", -0.2)));

            assertThat(ranking.against()).isEqualTo(new Ranking.Against("parent-1", "best-parent"));
            assertThat(row(ranking, "parent-1").difference()).isNull();
        }

        @Test
        @DisplayName("best-parent is chosen on the search split, also where the other is better on confirm")
        void bestParentOnSearch() {
            List<Score> scores = joined(
                    scores("x", "search", 40, effects("parent-0", -0.1, "parent-1", 0.0)),
                    scores("x", "confirm", 40, effects("parent-0", 0.0, "parent-1", -0.1)));

            assertThat(rank(scores).against().candidate()).isEqualTo("parent-0");
        }

        @Test
        @DisplayName("may be named by a unique prefix")
        void uniquePrefix() {
            List<Score> scores = scores("x", "all", 40, effects("abc1", 0.0, "abd2", 0.1, "b", 0.2));

            assertThat(rank(scores, rules("abc", Map.of(), null)).against())
                    .isEqualTo(new Ranking.Against("abc1", "abc"));
            assertThatThrownBy(() -> rank(scores, rules("ab", Map.of(), null)))
                    .isInstanceOf(InputException.class)
                    .hasMessage("scores.csv: against: \"ab\" may be any of abc1, abd2. Write more of the one you mean");
        }

        @Test
        @DisplayName("is asked for where no parent is there, where the name is unknown, and where it failed")
        void isAskedFor() {
            List<Score> scores = joined(
                    scores("x", "all", 40, effects("a", 0.0, "b", 0.1)),
                    List.of(new Score("c", "x", "a-0", "all", 5, Double.NaN, 1, 1)));
            List<Score> same = scores.stream()
                    .filter(score -> !score.candidate().equals("c"))
                    .toList();

            assertThatThrownBy(() -> rank(same))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            "scores.csv: against: best-parent needs complete scores of parent-0 or parent-1, and there"
                                    + " are none. Name the reference with --against; there are: a, b");
            assertThatThrownBy(() -> rank(same, rules("d", Map.of(), null)))
                    .isInstanceOf(InputException.class)
                    .hasMessage("scores.csv: against: no candidate is called \"d\". There are: a, b");
        }
    }

    @Nested
    class SplitsApart {
        private final List<Score> scores = joined(
                scores(
                        "x",
                        "search",
                        40,
                        effects("parent-0", 0.0, "parent-1", 0.1, "good", -0.1, "fair", -0.05, "poor", 0.2)),
                scores("x", "confirm", 35, effects("parent-0", 0.0, "parent-1", 0.1, "good", -0.08)));

        @Test
        @DisplayName("confirm is ranked, with the search's objective beside it; who has no row there is unranked")
        void confirmIsRanked() {
            Ranking ranking = rank(scores);

            assertThat(ranking.rows()).extracting(Row::split).containsOnly("confirm");
            assertThat(ranking.rows())
                    .extracting(row -> row.entry().candidate())
                    .containsExactly("good", "parent-0", "parent-1");
            assertThat(Objects.requireNonNull(row(ranking, "good").searchObjective()))
                    .isBetween(1.0, 3.0)
                    .isNotEqualTo(row(ranking, "good").objective().value());
            assertThat(ranking.failed()).isEmpty();
            assertThat(ranking.unranked())
                    .extracting(Ranking.Unranked::candidate, Ranking.Unranked::why)
                    .containsExactly(tuple("fair", "not a finalist"), tuple("poor", "not a finalist"));
        }

        @Test
        @DisplayName("the search split can be asked for")
        void searchCanBeAskedFor() {
            Ranking ranking = rank(scores, rules("best-parent", Map.of(), "search"));

            assertThat(ranking.rows()).hasSize(5).extracting(Row::split).containsOnly("search");
            assertThat(row(ranking, "good").searchObjective()).isNull();
        }

        @Test
        @DisplayName("a split without scores is refused by name")
        void unknownSplit() {
            List<Score> all = scores("x", "all", 40, effects("parent-0", 0.0, "a", 0.1));

            assertThatThrownBy(() -> rank(all, rules("best-parent", Map.of(), "confirm")))
                    .isInstanceOf(InputException.class)
                    .hasMessage("scores.csv: split: there is no score of split confirm. There are: all");
        }

        @Test
        @DisplayName("who was raced out is unranked, not failed, though some of its scores are there")
        void racedOut() {
            List<Score> some = new ArrayList<>(scores("x", "all", 40, effects("parent-0", 0.0, "a", -0.1, "b", 0.3)));
            some.removeIf(
                    score -> score.candidate().equals("b") && !score.document().endsWith("1"));
            Ranking ranking = contest(some, List.of(), Map.of("b", 0.1), Rules.usual(PLACE))
                    .rank(SMALL);

            assertThat(ranking.failed()).isEmpty();
            assertThat(ranking.rows()).hasSize(2);
            assertThat(ranking.unranked()).singleElement().satisfies(unranked -> {
                assertThat(unranked.why()).isEqualTo("raced");
                assertThat(unranked.droppedAt()).isEqualTo(0.1);
                assertThat(unranked.searchObjective()).isNotNull();
            });
        }
    }

    @Nested
    class Winner {

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
        @DisplayName(
                "is not distinguishable where chance explains it, and the verdict says how many documents would tell")
        void notDistinguishable() {
            Ranking ranking = rank(scores("x", "all", 40, effects("parent-0", 0.0, "a", -0.0003)));

            assertThat(ranking.decision().verdict())
                    .isInstanceOfSatisfying(Verdict.NotDistinguishable.class, verdict -> {
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
        @DisplayName("keeps the floors: not worse than the better parent in a domain by more than allowed")
        void keepsFloors() {
            List<Score> scores = joined(
                    scores("code", "all", 40, effects("parent-0", 0.0, "parent-1", 0.3, "greedy", 0.1, "even", 0.001)),
                    scores(
                            "prose",
                            "all",
                            40,
                            effects("parent-0", 0.3, "parent-1", 0.0, "greedy", -0.5, "even", 0.05)));

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
    }

    @Nested
    class Refuses {

        @Test
        @DisplayName("weights and floors of unknown domains, and a domain of one document, in one go")
        void whatDoesNotFit() {
            List<Score> scores = scores("x", "all", 1, effects("parent-0", 0.0, "a", 0.1));
            Rules rules = new Rules(
                    PLACE,
                    "best-parent",
                    Measure.MEAN_LOG_PERPLEXITY,
                    new Weights(Map.of("y", 2.0, "x", 0.0)),
                    Map.of("z", 1.0),
                    null);

            assertThatThrownBy(() -> rank(scores, rules))
                    .isInstanceOf(InputException.class)
                    .hasMessage("""
                            scores.csv: domain x has one document, and one tells nothing about its error. Score at least two documents, better thirty and more
                            scores.csv: weights: there is no domain "y". Domains here: x
                            scores.csv: floors: there is no domain "z". Domains here: x
                            scores.csv: weights: every domain has weight 0. Give one of them a weight above 0""");
        }
    }

    @Test
    @DisplayName("bits per byte compare candidates of different tokenizers; perplexity stays that of their own tokens")
    void bitsPerByte() {
        List<Score> scores = new ArrayList<>();
        for (Score score : scores("x", "all", 40, effects("a", 0.0, "b", -0.1))) {
            boolean other = score.candidate().equals("b");
            scores.add(new Score(
                    score.candidate(),
                    score.domain(),
                    score.document(),
                    score.split(),
                    other ? score.tokens() / 2 : score.tokens(),
                    score.nats(),
                    score.bytes(),
                    score.words()));
        }
        Ranking ranking = rank(scores, new Rules(PLACE, "a", Measure.BITS_PER_BYTE, Weights.EQUAL, Map.of(), null));
        Row.DomainFigures figures =
                Objects.requireNonNull(row(ranking, "b").domains().get("x"));
        long bytes = scores.stream()
                .filter(score -> score.candidate().equals("b"))
                .mapToLong(Score::bytes)
                .sum();

        assertThat(ranking.decision().winner()).isEqualTo("b");
        assertThat(row(ranking, "b").objective().value())
                .isCloseTo(figures.nats() / bytes / Math.log(2), within(1e-12));
        assertThat(figures.perplexity()).isCloseTo(Math.exp(figures.nats() / figures.tokens()), within(1e-9));
        assertThat(figures.perplexity()).isBetween(figures.perplexityLow(), figures.perplexityHigh());
    }
}
