package dev.mergesweep.sweep.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Says how long it took and asserts nothing of it: a busy host takes half as long again, also in processor time. */
class LargeTableTest {
    @Test
    @DisplayName("1,000 candidates on 500 documents are ranked with all statistics and 10,000 resamples")
    void ranked() {
        ScoreTable table = ScoreTable.of(
                Simulation.of(9).candidates(1_000).documents(500).spread(0.6).sweep(), Measure.MEAN_LOG_PERPLEXITY);
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

        long begin = System.nanoTime();
        long before = machine.getProcessCpuTime();
        Analysis analysis = Analysis.of(table, Weights.EQUAL, Simulation.REFERENCE, Bootstrap.DEFAULT);
        Duration processor = Duration.ofNanos(machine.getProcessCpuTime() - before);
        Duration clock = Duration.ofNanos(System.nanoTime() - begin);

        System.out.printf(
                "1,000 candidates x 500 documents: %.1f s on the clock, %.1f s of processor time%n",
                clock.toMillis() / 1e3, processor.toMillis() / 1e3);
        assertThat(analysis.findings()).hasSize(1_000);
    }
}
