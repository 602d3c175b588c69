package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScoreTableTest {

    private static Score score(String candidate, String document, long tokens, double nats) {
        return new Score(candidate, document.substring(0, 1), document, "all", tokens, nats, 4 * tokens, Score.UNKNOWN);
    }

    private static ScoreTable table(Score... scores) {
        return ScoreTable.of(List.of(scores), Measure.MEAN_LOG_PERPLEXITY);
    }

    @Test
    @DisplayName("sorts candidates, domains and documents by name")
    void sortsByName() {
        ScoreTable table =
                table(score("b", "y2", 1, 2), score("b", "x1", 2, 3), score("a", "x1", 2, 5), score("a", "y2", 1, 7));

        assertThat(table.candidates()).containsExactly("a", "b");
        assertThat(table.domains()).extracting(DomainScores::name).containsExactly("x", "y");
        assertThat(table.domains().getFirst().nats(1)).isEqualTo(3);
        assertThat(table.domains().getLast().theta(0)).isEqualTo(7);
    }

    @Nested
    class Failed {

        @Test
        @DisplayName("is who misses a document that only another failed candidate has")
        void missesADocument() {
            ScoreTable table = table(
                    score("a", "x1", 2, 5),
                    score("b", "x1", 2, Double.NaN),
                    score("b", "x2", 2, 4),
                    score("c", "x1", 2, 1),
                    score("c", "x2", 2, 1));

            assertThat(table.candidates()).containsExactly("c");
            assertThat(table.failed())
                    .containsExactly(
                            new Failure("a", Failure.Reason.MISSING_DOCUMENT, "x", "x2"),
                            new Failure("b", Failure.Reason.NOT_FINITE, "x", "x1"));
        }

        @Test
        @DisplayName("is who has no score in a whole domain")
        void missesADomain() {
            ScoreTable table = table(score("a", "x1", 2, 5), score("b", "x1", 2, 5), score("b", "y1", 2, 5));

            assertThat(table.failed()).containsExactly(new Failure("a", Failure.Reason.MISSING_DOCUMENT, "y", "y1"));
        }
    }

    @Test
    @DisplayName("passes over documents without scored tokens: they are no cluster")
    void passesOverEmptyDocuments() {
        ScoreTable table = table(score("a", "x1", 2, 5), score("a", "x0", 0, 0), score("b", "x1", 2, 5));

        assertThat(table.failed()).isEmpty();
        assertThat(table.domains().getFirst().documents()).containsExactly("x1");
    }

    @Test
    @DisplayName("refuses two scores on one document, and two counts of its tokens")
    void refusesContradictions() {
        assertThatThrownBy(() -> table(score("a", "x1", 2, 5), score("a", "x1", 2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a has two scores on document x1 of x");
        assertThatThrownBy(() -> table(score("a", "x1", 2, 5), score("b", "x1", 3, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Document x1 of x has two sizes: 3.0 for b, 2.0 before");
    }

    @Nested
    class Objectives {
        private final ScoreTable table =
                table(score("b", "x1", 1, 1), score("b", "y1", 1, 3), score("a", "x1", 1, 3), score("a", "y1", 1, 1));

        @Test
        @DisplayName("are the weighted mean over domains; equal ones are ordered by id")
        void areOrderedById() {
            assertThat(Objective.bestFirst(table, Weights.EQUAL))
                    .containsExactly(new Objective("a", 2), new Objective("b", 2));
        }

        @Test
        @DisplayName("follow the weights, which need not sum to 1")
        void followTheWeights() {
            assertThat(Objective.bestFirst(table, new Weights(Map.of("x", 3.0))))
                    .containsExactly(new Objective("b", 1.5), new Objective("a", 2.5));
        }

        @Test
        @DisplayName("in bits per byte are nats by bytes and the nats of a bit")
        void countBitsPerByte() {
            List<Score> scores = List.of(score("a", "x1", 1, 4 * Math.log(2)));

            assertThat(Objective.bestFirst(ScoreTable.of(scores, Measure.BITS_PER_BYTE), Weights.EQUAL)
                            .getFirst()
                            .value())
                    .isCloseTo(1, within(1e-15));
        }
    }
}
