package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of the noise floor: it is zero. */
class NoiseFloorTest {
    @TempDir
    private Path folder;

    private Laboratory laboratory;

    @Test
    @DisplayName("scored twice, documents in another order, beside other candidates, with other threads: the same bits")
    void isZero() throws IOException {
        laboratory = Laboratory.in(folder);
        Map<String, Double> once = scores("once", "[0.2, 0.8]", 1);
        for (String name : List.of("code.jsonl", "prose.jsonl")) {
            Path texts = folder.resolve(name);
            Files.write(texts, Files.readAllLines(texts).reversed());
        }

        Map<String, Double> again = scores("again", "[0.9, 0.8, 0.7, 0.3, 0.2, 0.1]", 2);

        assertThat(once).hasSize(5 * 70);
        assertThat(again).hasSize(9 * 70).containsAllEntriesOf(once);
    }

    /** Nats by candidate, domain and document. */
    private Map<String, Double> scores(String run, String t, int threads) throws IOException {
        Path file = laboratory.experiment(
                "\"${t}\"", "  confirm: 0", "axes: {t: %s}".formatted(t), "race: false", "run: runs/" + run);
        RunOptions options = RunOptions.defaults().withThreads(threads);
        assertThat(Sweep.open(Experiment.read(file), options)
                        .run(RunProgress.SILENT)
                        .finished())
                .isTrue();
        return StoredRun.read(folder.resolve("runs").resolve(run)).scores().stream()
                .collect(Collectors.toMap(
                        score -> "%s %s %s".formatted(score.candidate(), score.domain(), score.document()),
                        score -> score.nats()));
    }
}
