package dev.mergesweep.evaluator.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native code must not be reached by what would make it end the program. {@code -Dmergesweep.mutations=2000} asks for more. */
class MutatedTokenizersTest {
    private static final int SEEDS = Integer.getInteger("mergesweep.mutations", 200);
    private static final int MILLIS_A_SEED = 500;

    @Test
    @DisplayName("a broken tokenizer is accepted or refused by name; it never ends or hangs the program")
    void survives(@TempDir Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process child = new ProcessBuilder(command(folder))
                .redirectOutput(output.toFile())
                .redirectError(Redirect.DISCARD)
                .start();
        boolean ended = child.waitFor(20_000L + (long) MILLIS_A_SEED * SEEDS, TimeUnit.MILLISECONDS);
        child.destroyForcibly();
        List<String> lines = Files.readAllLines(output);
        assertThat(ended)
                .as("ended in time; the last lines are %s", last(lines))
                .isTrue();
        assertThat(child.exitValue())
                .as("exit code; the last lines are %s", last(lines))
                .isZero();
        List<String> outcomes =
                lines.stream().filter(line -> !line.matches("\\d+")).toList();
        assertThat(outcomes)
                .hasSize(SEEDS)
                .allMatch(outcome -> outcome.startsWith("accepted") || outcome.startsWith("refused: "));
        assertThat(outcomes).contains("accepted").anyMatch(outcome -> outcome.startsWith("refused"));
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 2), lines.size());
    }

    private static List<String> command(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-Doffline=true",
                "-cp",
                System.getProperty("java.class.path"),
                MutatedTokenizers.class.getName(),
                folder.toString(),
                "0",
                String.valueOf(SEEDS)));
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
            files.filter(file -> file.getFileName().toString().matches("tokenizer.*\\.json")
                            && !file.toString().contains("config"))
                    .sorted()
                    .forEach(file -> command.add(file.toString()));
        }
        return command;
    }
}
