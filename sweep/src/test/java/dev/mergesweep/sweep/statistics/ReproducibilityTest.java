package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Equal scores give equal bits: records compare their doubles bit by bit. */
class ReproducibilityTest {
    private static final Bootstrap SMALL = new Bootstrap(500, 7);

    private final List<Score> scores =
            Simulation.of(3).candidates(70).documents(12).sweep();

    private static Analysis analyse(List<Score> scores) {
        return Analysis.of(
                ScoreTable.of(scores, Measure.MEAN_LOG_PERPLEXITY), Weights.EQUAL, Simulation.REFERENCE, SMALL);
    }

    @Test
    @DisplayName("the order of the rows changes no bit")
    void rowOrderChangesNothing() {
        List<Score> shuffled = new ArrayList<>(scores);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(analyse(shuffled)).isEqualTo(analyse(scores));
    }

    @Test
    @DisplayName("the number of threads changes no bit")
    void threadsChangeNothing() {
        try (ForkJoinPool one = new ForkJoinPool(1);
                ForkJoinPool four = new ForkJoinPool(4)) {
            Analysis alone = one.submit(() -> analyse(scores)).join();
            Analysis together = four.submit(() -> analyse(scores)).join();

            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    @DisplayName("another seed changes p-values, and no estimate")
    void anotherSeedChangesOnlyChance() {
        ScoreTable table = ScoreTable.of(scores, Measure.MEAN_LOG_PERPLEXITY);
        Analysis other = Analysis.of(table, Weights.EQUAL, Simulation.REFERENCE, new Bootstrap(500, 8));

        assertThat(other).isNotEqualTo(analyse(scores));
        assertThat(other.findings())
                .extracting(finding -> finding.objective().standardError())
                .isEqualTo(analyse(scores).findings().stream()
                        .map(finding -> finding.objective().standardError())
                        .toList());
    }

    @Test
    @DisplayName("only the 64 best enter the set of those tied for first")
    void onlyTheBestEnterTheSet() {
        Analysis analysis = analyse(scores);

        assertThat(analysis.entrants()).isEqualTo(64);
        assertThat(analysis.findings().subList(64, 70)).allSatisfy(finding -> {
            assertThat(finding.confidenceSetP()).isZero();
            assertThat(finding.tiedForFirst()).isFalse();
        });
    }
}
