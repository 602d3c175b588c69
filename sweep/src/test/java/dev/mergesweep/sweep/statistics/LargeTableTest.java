package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Processor time, not the clock on the wall: a busy machine changes only the latter. */
class LargeTableTest {
    private static final Duration FIVE_SECONDS_ON_TWO_CORES = Duration.ofSeconds(10);

    @Test
    @DisplayName("1,000 candidates on 500 documents, all statistics and 10,000 resamples, take 5 s on two cores")
    void isFastEnough() {
        ScoreTable table = ScoreTable.of(
                Simulation.of(9).candidates(1_000).documents(500).spread(0.6).sweep(), Measure.MEAN_LOG_PERPLEXITY);
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        long before = machine.getProcessCpuTime();
        Analysis analysis = Analysis.of(table, Weights.EQUAL, Simulation.REFERENCE, Bootstrap.DEFAULT);
        Duration taken = Duration.ofNanos(machine.getProcessCpuTime() - before);

        System.out.printf("1,000 candidates x 500 documents: %.1f s of processor time%n", taken.toMillis() / 1e3);
        assertThat(analysis.findings()).hasSize(1_000);
        assertThat(taken).isLessThan(FIVE_SECONDS_ON_TWO_CORES);
    }
}
