package dev.mergesweep.merger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.merger.fuzz.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dfuzz.recipes=100000} for the long run; {@code -Dfuzz.seed=N} for another. */
class RecipeFuzzTest {
    private static final int COUNT = Integer.getInteger("fuzz.recipes", 1_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_123L);

    @Test
    @DisplayName(
            "a damaged recipe is accepted, or refused with a message that names its file or a model: no crash, no hang, no memory by hearsay")
    void acceptedOrRefused(@TempDir Path folder) throws IOException, InterruptedException {
        Duration limit = Duration.ofMinutes(1).plusMillis(20L * COUNT);
        String output = ChildProcess.run(FuzzedRecipes.class, folder, limit, SEED, COUNT);
        assertThat(output).contains(COUNT + " recipes, ").doesNotContain(" 0 accepted");
    }
}
