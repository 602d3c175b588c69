package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogitScaleTest {
    /** Logits of three words, of which the first is right; the longer the document, the surer. */
    private static double nats(double scale, int document) {
        double sure = 1 + document / 10.0;
        double wrong = document % 3 == 0 ? 2.5 : 0;
        double sum = Math.exp(scale * sure) + Math.exp(scale * wrong) + Math.exp(-scale);
        return 50 * (Math.log(sum) - scale * sure);
    }

    private static List<ScaledScore> scores() {
        List<ScaledScore> scores = new ArrayList<>();
        for (int document = 0; document < 20; document++) {
            SequencedMap<Double, Double> others = new LinkedHashMap<>();
            for (double scale : new double[] {0.8, 0.9, 1.1, 1.25}) {
                others.put(scale, nats(scale, document));
            }
            Score score = new Score("c", "prose", "" + document, "all", 50, nats(1, document), -1, -1);
            scores.add(ScaledScore.of(score, others));
        }
        return scores;
    }

    @Test
    @DisplayName("between the scales that were computed a score is what it would be there")
    void between() {
        for (ScaledScore score : scores()) {
            int document = Integer.parseInt(score.score().document());
            for (double scale = 0.8; scale <= 1.25; scale += 0.01) {
                assertThat(score.at(scale).nats() / 50).isCloseTo(nats(scale, document) / 50, within(1e-5));
            }
        }
    }

    @Test
    @DisplayName("the best scale is where the objective is smallest")
    void best() {
        double best = LogitScale.best(scores(), Measure.MEAN_LOG_PERPLEXITY, Weights.EQUAL);
        assertThat(best).isBetween(0.81, 1.24);
        double least = sum(best);
        assertThat(sum(best - 0.01)).isGreaterThan(least);
        assertThat(sum(best + 0.01)).isGreaterThan(least);
    }

    private static double sum(double scale) {
        double sum = 0;
        for (int document = 0; document < 20; document++) {
            sum += nats(scale, document);
        }
        return sum;
    }
}
