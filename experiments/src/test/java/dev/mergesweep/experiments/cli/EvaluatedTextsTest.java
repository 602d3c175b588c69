package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.evaluator.corpus.TextFile;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatedTextsTest {
    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    @DisplayName("no document at all is a wrong limit")
    void limit(int limit) {
        assertThatThrownBy(() -> new EvaluatedTexts(List.of("a.txt"), null, "", limit))
                .isInstanceOf(InputException.class)
                .hasMessage("--limit: " + limit + " is no number of documents. Use 1 or more");
    }

    @Test
    @DisplayName("a glob is a domain for every file that it matches, and the limit is each one's")
    void globs(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("more"));
        for (String file : List.of("sums.jsonl", "stories.jsonl", "more/sums.jsonl", "notes.txt")) {
            Files.writeString(folder.resolve(file), "{\"text\": \"x\"}\n");
        }
        assertThat(new EvaluatedTexts(List.of(folder + "/*.jsonl", folder + "/notes.txt"), null, "", 5).domains())
                .containsExactly(
                        new TextFile("stories", folder + "/stories.jsonl", "", 5),
                        new TextFile("sums", folder + "/sums.jsonl", "", 5),
                        new TextFile("notes", folder + "/notes.txt", "", 5));
        assertThat(new EvaluatedTexts(List.of(folder + "/**.jsonl"), null, "", 5).domains())
                .extracting(TextFile::domain)
                .containsExactly(folder + "/more/sums.jsonl", "stories", folder + "/sums.jsonl");
        assertThat(new EvaluatedTexts(List.of(folder + "/*.csv", "-"), null, "", 5).domains())
                .extracting(TextFile::shown)
                .containsExactly(folder + "/*.csv", "<stdin>");
    }
}
