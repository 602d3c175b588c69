package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches that learn, ended with SIGKILL and begun again. */
class LearnedCrashTest {
    private static final int KILLS = Integer.getInteger("mergesweep.learned.kills", 1);

    @TempDir
    private Path folder;

    private static Path experiment(Path folder, String method) throws IOException {
        Files.createDirectories(folder);
        Laboratory laboratory = Laboratory.in(folder);
        return method.equals("descent")
                ? laboratory.experiment(
                        "0.5",
                        "search: {method: descent, at: [0.3, 0.7], texts: 0.5, budget: {candidates: 14}}",
                        "run: runs/test")
                : laboratory.experiment(
                        "[{filter: self_attn, value: \"${a}\"}, {filter: mlp, value: \"${b}\"}, {value: 0.5}]",
                        "axes: {a: {from: 0, to: 1, count: 5}, b: {from: 0, to: 1, count: 5}}",
                        "search: {method: map, texts: 0.5}",
                        "race: false",
                        "run: runs/test");
    }

    /** The trace, the scores and the recipes, to the last digit. */
    private static String dump(Path run) throws IOException {
        StoredRun stored = StoredRun.read(run);
        TreeMap<String, String> recipes = new TreeMap<>();
        try (Stream<Path> files = Files.list(run.resolve("recipes"))) {
            for (Path file : files.toList()) {
                recipes.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return Stream.of(stored.lessons(), stored.scores(), stored.candidates(), recipes)
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"descent", "map"})
    @DisplayName("killed again and again, they take the same way and end with the same bytes")
    void killed(String method) throws IOException, InterruptedException {
        Path alone = experiment(folder.resolve("alone"), method);
        List<String> said = SweepProcess.start(alone).finish();
        assertThat(said.getLast()).startsWith("new ");
        String expected = dump(alone.resolveSibling("runs/test"));

        Random random = new Random(7);
        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            Path killed = experiment(folder.resolve("killed-" + round), method);
            while (kills < KILLS && SweepProcess.start(killed).kill(1 + random.nextInt(said.size() / 2))) {
                kills++;
            }
            assertThat(SweepProcess.start(killed).finish().getLast()).startsWith("new ");
            assertThat(dump(killed.resolveSibling("runs/test"))).isEqualTo(expected);
        }
    }
}
