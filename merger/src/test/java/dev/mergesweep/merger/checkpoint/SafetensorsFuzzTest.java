package dev.mergesweep.merger.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.fuzz.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
        Duration limit = Duration.ofMinutes(1).plusMillis(5L * COUNT);
        String output = ChildProcess.run(FuzzedHeaders.class, folder, limit, SEED, COUNT, folder);
        assertThat(output).contains(COUNT + " files, ").doesNotContain(" 0 accepted");
    }
}
