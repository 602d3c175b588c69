package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told whose experiment reads well, and does not fit what lies beside it. */
class BadOpeningTest {
    @TempDir
    private Path folder;

    private String opening(String t, String... lines) throws IOException {
        Path file = Laboratory.in(folder).experiment(t, lines);
        try {
            Sweep.open(Experiment.read(file), RunOptions.defaults());
            return "";
        } catch (InputException e) {
            return e.getMessage().replace(folder + "/", "").lines().findFirst().orElse("");
        }
    }

    @Test
    @DisplayName("a value that no t can be, told where it stands among the axes")
    void noNumber() throws IOException {
        assertThat(opening("\"${t}\"", "axes:", "  t: [high]")).startsWith("experiment.yaml:15: parameters.t: ");
    }

    @Test
    @DisplayName("constraints that leave nothing")
    void nothingLeft() throws IOException {
        assertThat(opening("\"${t}\"", "axes: {t: [0, 1]}", "when: [\"t > 1\"]"))
                .isEqualTo("experiment.yaml: when: leaves no candidate. Loosen the constraints");
    }

    @Test
    @DisplayName("texts that are not there")
    void noTexts() throws IOException {
        Path file = Laboratory.in(folder).experiment("0.5");
        Files.delete(folder.resolve("prose.jsonl"));
        assertThatThrownBy(() -> Sweep.open(Experiment.read(file), RunOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessage("prose.jsonl: there is no such file. Check the path of domain \"prose\"");
    }

    @Test
    @DisplayName("too few documents on a side")
    void fewDocuments() throws IOException {
        Path file = Laboratory.in(folder).experiment("0.5");
        Files.writeString(folder.resolve("prose.jsonl"), "{\"text\": \"a b c\"}\n{\"text\": \"d e f\"}\n");
        assertThatThrownBy(() -> Sweep.open(Experiment.read(file), RunOptions.defaults()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("evaluate.domains: domain \"prose\" has ")
                .hasMessageContaining("side, at least 2 are needed. Add documents, or change evaluate.confirm");
    }
}
