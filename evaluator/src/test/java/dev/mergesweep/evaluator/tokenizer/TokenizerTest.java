package dev.mergesweep.evaluator.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.protocol.Fixture;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TokenizerTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "bos"})
    @DisplayName("gives the ids that transformers gives, however long the text")
    void sameIds(String name) throws IOException {
        JsonNode expected = Fixture.expected("token-ids").path(name);
        try (Tokenizer tokenizer = Tokenizer.open(Fixture.tokenizer(name))) {
            for (Document document : Fixture.documents().documents()) {
                assertThat(ids(tokenizer.encodeWithAdded(document.text())))
                        .as(document.id())
                        .isEqualTo(expected.path(document.id())
                                .valueStream()
                                .mapToLong(JsonNode::asLong)
                                .toArray());
            }
            assertThat(ids(tokenizer.encodeWithAdded(
                            Fixture.stream().documents().getFirst().text())))
                    .isEqualTo(expected.path("(stream)")
                            .valueStream()
                            .mapToLong(JsonNode::asLong)
                            .toArray());
        }
    }

    @Test
    @DisplayName("tells whether it adds BOS by itself, and leaves it out where asked to")
    void bos() throws IOException {
        try (Tokenizer plain = Tokenizer.open(Fixture.tokenizer("plain"));
                Tokenizer begins = Tokenizer.open(Fixture.tokenizer("bos"))) {
            assertThat(plain.addsBos()).isFalse();
            assertThat(begins.addsBos()).isTrue();
            assertThat(plain.bos()).isEqualTo(begins.bos()).isEqualTo(OptionalLong.of(0));
            assertThat(plain.eos()).isEqualTo(OptionalLong.of(1));
            assertThat(plain.largestId()).isEqualTo(511);
            assertThat(ids(begins.encode("func"))).isEqualTo(ids(plain.encode("func")));
            assertThat(plain.digest()).hasSize(64).isNotEqualTo(begins.digest());
        }
    }

    @Test
    @DisplayName("says which characters a token stands for, also behind an emoji")
    void offsets() throws IOException {
        String text = "a \uD83D\uDE00 b\u00e9 func";
        try (Tokenizer tokenizer = Tokenizer.open(Fixture.tokenizer("plain"))) {
            Tokens tokens = tokenizer.encode(text);
            assertThat(text.substring(tokens.begin(tokens.size() - 1), tokens.end(tokens.size() - 1)))
                    .isNotEmpty();
            assertThat(tokens.end(tokens.size() - 1)).isEqualTo(text.length());
            assertThat(text.substring(tokens.begin(0), tokens.end(0))).isEqualTo("a");
        }
    }

    @Test
    @DisplayName("refuses a checkpoint whose embedding has too few rows")
    void tooManyIds() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Fixture.tokenizer("plain"))) {
            tokenizer.requireWithin(512, "models/a");
            assertThatThrownBy(() -> tokenizer.requireWithin(500, "models/a"))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            "src/test/resources/protocols/tokenizer-plain/tokenizer.json: the tokenizer gives ids up to 511, but the embedding of models/a "
                                    + "has 500 rows (ids 0 to 499). Use the tokenizer that belongs to this checkpoint");
        }
    }

    @Test
    @DisplayName("a folder without tokenizer.json, and a broken one, are told by name")
    void broken(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        assertThatThrownBy(() -> Tokenizer.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": there is no such file");
        Files.writeString(file, "{\n\"model\": ");
        assertThatThrownBy(() -> Tokenizer.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ":2: this is not JSON: ");
        Files.writeString(file, "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}}");
        assertThatThrownBy(() -> Tokenizer.open(folder))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": the tokenizer cannot be built: ");
    }

    private static long[] ids(Tokens tokens) {
        return tokens.ids(0, tokens.size());
    }
}
