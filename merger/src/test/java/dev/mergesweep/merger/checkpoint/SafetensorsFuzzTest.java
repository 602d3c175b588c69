package dev.mergesweep.merger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dfuzz.headers=100000} for the long run; {@code -Dfuzz.seed=N} for another. */
class SafetensorsFuzzTest {
    private static final int COUNT = Integer.getInteger("fuzz.headers", 3_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);

    @Test
    @DisplayName(
            "mutated headers are accepted rightly or refused with the file's name: no crash, no hang, no allocation by hearsay")
    void mutatedHeaders(@TempDir Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FuzzedHeaders.class.getName(),
                        String.valueOf(SEED),
                        String.valueOf(COUNT),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains(COUNT + " files, ").doesNotContain(" 0 accepted");
    }
}
