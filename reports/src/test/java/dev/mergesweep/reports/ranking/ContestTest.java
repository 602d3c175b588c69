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
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ContestTest {
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
            assertThat(RankingText.of(ranking, 9)).contains("\n1 not ranked: the race stopped them early.\n");
        }

        @Test
        @DisplayName(
                "who held out long enough in a race to be a finalist is ranked, and counted with those whom it stopped")
        void heldOut() {
            List<Score> some = joined(
                    scores("x", "search", 40, effects("parent-0", 0.0, "a", -0.1, "b", 0.3)),
                    scores("x", "confirm", 40, effects("parent-0", 0.0, "a", -0.1)));
            List<Entry> entries =
                    Stream.of("parent-0", "a", "b").map(Entry::named).toList();
            Ranking ranking = contest(some, entries, Map.of("a", 0.6, "b", 0.1), Rules.usual(PLACE))
                    .rank(SMALL);

            assertThat(row(ranking, "a").entry().droppedAt()).isEqualTo(0.6);
            assertThat(RankingText.of(ranking, 9))
                    .contains(
                            "\n2 stopped early by the race: 1 not ranked, 1 ranked since they held out longest and too few"
                                    + " came through.\n");
        }
    }

    @Nested
    class Refuses {

        @Test
        @DisplayName("nothing at all with one sentence, whatever else the rules name")
        void nothing() {
            assertThatThrownBy(() -> rank(List.of(), rules("best-parent", Map.of("x", 1.0), null)))
                    .isInstanceOf(InputException.class)
                    .hasMessage("scores.csv: there is no score to rank");
        }

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

    @Test
    @DisplayName("three documents give intervals that can be: no perplexity below 1, and no end without bounds")
    void threeDocuments() {
        Ranking ranking = rank(List.of(
                three("parent-0", 0, 10, 30),
                three("parent-0", 1, 1_000, 900),
                three("parent-0", 2, 500, 2_500),
                three("a", 0, 10, 28),
                three("a", 1, 1_000, 905),
                three("a", 2, 500, 2_400)));

        for (Row row : ranking.rows()) {
            Row.DomainFigures figures = Objects.requireNonNull(row.domains().get("x"));
            assertThat(figures.perplexityLow()).isEqualTo(1);
            assertThat(row.objective().low()).isZero();
            assertThat(figures.perplexityHigh()).isGreaterThan(figures.perplexity());
            assertThat(row.objective().high() - row.objective().value())
                    .isLessThan(12.71 * row.objective().standardError());
        }
    }

    private static Score three(String candidate, int document, long tokens, double nats) {
        return new Score(candidate, "x", Integer.toString(document), "all", tokens, nats, Score.UNKNOWN, Score.UNKNOWN);
    }

    @Test
    @DisplayName("few documents are one doubt, however many domains have few")
    void fewDocuments() {
        Ranking ranking = rank(joined(
                scores("x", "all", 12, effects("parent-0", 0.0, "a", -0.1)),
                joined(
                        scores("y", "all", 9, effects("parent-0", 0.0, "a", -0.1)),
                        scores("z", "all", 40, effects("parent-0", 0.0, "a", -0.1)))));

        assertThat(ranking.warnings())
                .filteredOn(warning -> warning.contains("only large"))
                .containsExactly("few documents in split all (x 12, y 9); below 30 only large differences can be seen");
    }
}
