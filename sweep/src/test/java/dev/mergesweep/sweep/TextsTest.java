package dev.mergesweep.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of texts before anything is scored. */
class TextsTest {
    @TempDir
    private Path folder;

    private List<String> warnings(String... domains) throws IOException {
        Laboratory.in(folder);
        Path file = folder.resolve("texts.yaml");
        Files.writeString(file, """
                candidates: [{checkpoint: %s, name: old}]
                evaluate:
                  protocol: {name: documents, context: 128}
                  domains: [%s]
                  confirm: 0
                rank: {against: old}
                """.formatted(Laboratory.parent("a"), String.join(", ", domains)));
        return Sweep.open(Experiment.read(file), RunOptions.defaults()).warnings();
    }

    @Test
    @DisplayName("few documents are one sentence, however many domains have few")
    void few() throws IOException {
        assertThat(warnings(
                        "{name: code, file: code.jsonl, limit: 7}",
                        "{name: prose, file: prose.jsonl, limit: 9}",
                        "{name: enough, file: code.jsonl, limit: 35}"))
                .filteredOn(warning -> warning.contains("few"))
                .containsExactly("few documents (code 7, prose 9); below 30 intervals are wide");
    }

    @Test
    @DisplayName("files of which a limit leaves nothing are named")
    void leftOut() throws IOException {
        assertThat(warnings("{name: mixed, file: \"*.jsonl\", limit: 35}"))
                .contains("domain mixed: limit: 35 documents are there before prose.jsonl, of which nothing is taken."
                        + " Raise the limit, or give every file a domain of its own");
    }
}
