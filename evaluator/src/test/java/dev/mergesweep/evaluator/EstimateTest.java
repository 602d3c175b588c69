package dev.mergesweep.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EstimateTest {

    /** By hand: mean 25/10, residuals -0.5, 1, -0.5, so SE^2 = 3/2 * 1.5 / 100; t(0.975; 2) = 4.302652729911275. */
    @Test
    @DisplayName("the interval is that of a ratio of sums over documents")
    void ratio() {
        Estimate estimate = Estimate.of(List.of(score(3, 7), score(2, 6), score(5, 12), score(0, 0)));
        assertThat(estimate.mean()).isEqualTo(2.5);
        assertThat(estimate.documents()).isEqualTo(3);
        assertThat(estimate.standardError()).isCloseTo(0.15, within(1e-12));
        assertThat(Math.log(estimate.perplexityLow())).isCloseTo(2.5 - 4.302652729911275 * 0.15, within(1e-8));
        assertThat(Math.log(estimate.perplexityHigh())).isCloseTo(2.5 + 4.302652729911275 * 0.15, within(1e-8));
    }

    @Test
    @DisplayName("one document has a perplexity, but no interval")
    void one() {
        Estimate estimate = Estimate.of(List.of(score(4, 8)));
        assertThat(estimate.perplexity()).isEqualTo(Math.exp(2));
        assertThat(estimate.standardError()).isNaN();
        assertThat(estimate.perplexityLow()).isNaN();
    }

    @Test
    @DisplayName("no interval goes below a perplexity of 1, which nothing can have")
    void neverBelowOne() {
        Estimate estimate = Estimate.of(List.of(score(3, 1), score(2, 9), score(5, 2)));
        assertThat(estimate.perplexityLow()).isEqualTo(1);
        assertThat(estimate.perplexityHigh()).isGreaterThan(estimate.perplexity());
    }

    private static DocumentScore score(long tokens, double nats) {
        return new DocumentScore("d", "0", tokens, nats, 1, 1);
    }
}
