package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intervals of so few documents that resamples of them say nothing. */
class FewDocumentsTest {
    private static final int SWEEPS = 300;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(200, 11);

    private static Estimate difference(List<Score> scores) {
        Analysis analysis = Analysis.of(
                ScoreTable.of(scores, Measure.MEAN_LOG_PERPLEXITY), Weights.EQUAL, Simulation.REFERENCE, BOOTSTRAP);
        return analysis.findings().stream()
                .map(Finding::against)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow()
                .overall();
    }

    /** Percentile-t covers half of two documents and nine tenths of three, with factors up to 100 million. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    @DisplayName(
            "hold the truth as often as promised, and are never longer than Student's t with one degree of freedom")
    void cover(int documents) {
        Simulation simulation = Simulation.of(4).candidates(2).documents(documents);
        List<Estimate> seen = new ArrayList<>();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            seen.add(difference(simulation.sweep()));
        }

        assertThat(seen).allMatch(estimate -> estimate.critical() > 1.96 && estimate.critical() < 12.71);
        long covered = seen.stream()
                .map(Estimate::byBootstrap)
                .filter(interval -> interval.low() <= 0 && interval.high() >= 0)
                .count();
        assertThat(covered / (double) SWEEPS).isBetween(0.88, 0.995);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    @DisplayName(
            "of equal lengths are those of Student's t, also where a domain with many documents stands beside them")
    void equalLengths(int documents) {
        List<Score> scores = new ArrayList<>();
        for (int g = 0; g < 40; g++) {
            for (int c = 0; c < 2; c++) {
                double nats = 200 + c * (g * g % 7 - 1);
                scores.add(score(c, "many", g, nats));
                if (g < documents) {
                    scores.add(score(c, "few", g, nats));
                }
            }
        }
        Estimate few = difference(
                scores.stream().filter(score -> score.domain().equals("few")).toList());
        Estimate both = difference(scores);

        assertThat(few.critical()).isEqualTo(StudentT.quantile(0.975, documents - 1));
        assertThat(both.critical()).isBetween(StudentT.quantile(0.975, 42), few.critical());
    }

    private static Score score(int candidate, String domain, int document, double nats) {
        return new Score(
                Simulation.name(candidate),
                domain,
                Integer.toString(document),
                "all",
                100,
                nats,
                Score.UNKNOWN,
                Score.UNKNOWN);
    }
}
