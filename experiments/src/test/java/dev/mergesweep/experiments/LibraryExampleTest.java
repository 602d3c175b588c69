package dev.mergesweep.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryExampleTest {
    private static final Path QUICKSTART = Path.of("quickstart").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    @DisplayName("merges and scores: a merge near the stories model reads stories better than one near the other")
    void scores() throws IOException {
        LibraryExample example = new LibraryExample(QUICKSTART.resolve("models"), QUICKSTART.resolve("data"));
        assertThat(example.score(0.1)).isPositive().isLessThan(example.score(0.9));
    }

    @Test
    @DisplayName("a small sweep ends with a printed ranking of its candidates and baselines")
    void sweeps() throws IOException {
        Path experiment = Files.writeString(folder.resolve("small.yaml"), """
                name: small
                merge:
                  merge_method: slerp
                  base_model: %1$s/models/stories
                  models: [{model: %1$s/models/stories}, {model: %1$s/models/sums}]
                  parameters: {t: "${t}"}
                  dtype: bfloat16
                axes: {t: [0.25, 0.5]}
                evaluate:
                  domains:
                    - {name: sums, file: %1$s/data/sums.jsonl, field: text}
                """.formatted(QUICKSTART));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        LibraryExample.sweep(experiment, folder.resolve("run"), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("rank  candidate")
                .contains("parent-0", "parent-1", "uniform-0.5", "0.25", "Winner: ");
    }

    @Test
    @DisplayName("is what the README shows")
    void shown() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/mergesweep/experiments/LibraryExample.java"));
        String code = source.substring(source.indexOf("record LibraryExample"));
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + code + "```\n");
    }
}
