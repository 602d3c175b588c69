package dev.mergesweep.evaluator.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrainingTest {
    private static final LlamaSize TINY = new LlamaSize(16, 32, 2, 4, 2, 48, 24);
    private static final LearningPlan PLAN = new LearningPlan(60, 1e-2, 10);

    @Test
    @DisplayName("a network that has seen nothing is as good as guessing, and then learns a rule without exceptions")
    void learns() {
        List<Double> nats = new ArrayList<>();
        learned(nats);
        assertThat(nats.getFirst()).isCloseTo(Math.log(TINY.vocabulary()), within(0.3));
        assertThat(nats.getLast()).isLessThan(0.2);
    }

    @Test
    @DisplayName("the same seeds give the same bits")
    void repeats() {
        Map<String, float[]> first = learned(new ArrayList<>());
        Map<String, float[]> second = learned(new ArrayList<>());
        assertThat(second)
                .hasSameSizeAs(first)
                .allSatisfy((name, values) -> assertThat(values).as(name).isEqualTo(first.get(name)));
    }

    @Test
    @DisplayName("the rate rises to its highest, then falls to a twentieth")
    void rate() {
        assertThat(PLAN.rate(0)).isCloseTo(1e-3, within(1e-5));
        assertThat(PLAN.rate(10)).isBetween(9e-3, 1e-2);
        assertThat(PLAN.rate(59)).isBetween(5e-4, 6e-4);
    }

    private static Map<String, float[]> learned(List<Double> nats) {
        try (Training training = new Training(TINY, Training.initial(TINY, 7))) {
            int[] begin = new int[1];
            training.learn(PLAN, () -> batch(begin[0]++), (_, mean) -> nats.add(mean));
            return training.weights();
        }
    }

    /** Every id says what comes next. */
    private static long[][] batch(int begin) {
        long[][] rows = new long[4][TINY.context() + 1];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = (begin + 5L * row) % TINY.vocabulary();
            for (int i = 1; i < rows[row].length; i++) {
                rows[row][i] = (5 * rows[row][i - 1] + 3) % TINY.vocabulary();
            }
        }
        return rows;
    }
}
