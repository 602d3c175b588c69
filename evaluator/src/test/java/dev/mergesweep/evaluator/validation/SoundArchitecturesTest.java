package dev.mergesweep.evaluator.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.validation.Finding.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sound passes, whatever its architecture. */
final class SoundArchitecturesTest {
    private static final Path ARCHITECTURES = Path.of("src/test/resources/architectures");
    private static final Compute COMPUTE = new Compute(Compute.Type.FLOAT32, "cpu", 1);

    /** A tokenizer of a few words, for the checkpoints that have none. */
    private static final String WORDS = """
            {"version": "1.0", "added_tokens": [], "pre_tokenizer": {"type": "Whitespace"},
             "model": {"type": "WordLevel", "unk_token": "?",
                       "vocab": {"?": 0, "<s>": 1, "</s>": 2, "The": 3, "river": 4, "in": 5, "the": 6, "to": 7, "and": 8}}}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"llama-sharded", "qwen2", "gemma2", "gpt2", "phi3", "olmo2", "gpt_neox"})
    @DisplayName("good checkpoints of other architectures pass too; untrained ones may repeat themselves")
    void otherArchitecturesPass(String architecture, @TempDir Path other) throws IOException {
        try (Stream<Path> files = Files.list(ARCHITECTURES.resolve(architecture))) {
            for (Path file : files.toList()) {
                Files.copy(file, other.resolve(file.getFileName().toString()));
            }
        }
        Damage.write(other, "tokenizer.json", WORDS);

        assertThat(Validation.of(other.toString(), COMPUTE))
                .allSatisfy(finding -> assertThat(finding)
                        .as("%s", finding)
                        .matches(found -> found.outcome() == Outcome.PASS
                                || found.outcome() == Outcome.SKIP
                                || (found.check() == Check.CONTINUATION && found.outcome() == Outcome.WARN)));
    }
}
