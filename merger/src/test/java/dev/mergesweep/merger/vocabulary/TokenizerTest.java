package dev.mergesweep.merger.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TokenizerTest {
    @TempDir
    private Path folder;

    private static TokenizerFile bpe(String vocabulary, String merges, String added) {
        String json = """
                {"added_tokens": %s, "model": {"type": "BPE", "vocab": %s, "merges": %s}}
                """.formatted(added, vocabulary, merges);
        return TokenizerFile.of((ObjectNode) JsonMapper.shared().readTree(json), "tokenizer.json");
    }

    private static String token(int id, String text, boolean special) {
        return "{\"id\": %d, \"content\": \"%s\", \"special\": %b}".formatted(id, text, special);
    }

    @Nested
    @DisplayName("A tokenizer file")
    class Read {
        @Test
        @DisplayName("gives every token with its id, added ones too, by id")
        void ids() {
            TokenizerFile file = bpe("{\"b\": 1, \"a\": 0}", "[]", "[" + token(5, "<s>", true) + "]");
            assertThat(file.ids()).containsExactly(entry("a", 0), entry("b", 1), entry("<s>", 5));
            assertThat(file.rows()).isEqualTo(6);
        }

        @Test
        @DisplayName("of a Unigram model counts its list")
        void unigram() {
            TokenizerFile file = TokenizerFile.of(
                    (ObjectNode)
                            JsonMapper.shared().readTree("{\"model\": {\"vocab\": [[\"x\", 0.0], [\"y\", -1.5]]}}"),
                    "t");
            assertThat(file.ids()).containsExactly(entry("x", 0), entry("y", 1));
        }

        @Test
        @DisplayName("cut to fewer rows loses tokens and the merges that need them")
        void within() {
            TokenizerFile cut = bpe(
                            "{\"a\": 0, \"b\": 1, \"ab\": 2, \"c\": 3, \"abc\": 4}",
                            "[\"a b\", [\"ab\", \"c\"]]",
                            "[" + token(5, "<s>", true) + "]")
                    .within(3);
            assertThat(cut.ids().keySet()).containsExactly("a", "b", "ab");
            assertThat(cut.json().at("/model/merges")).hasToString("[\"a b\"]");
            assertThat(cut.json().get("added_tokens")).isEmpty();
        }

        @Test
        @DisplayName("that is missing or broken is refused by name")
        void refused() throws IOException {
            assertThatThrownBy(() -> TokenizerFile.read(folder))
                    .isInstanceOf(InputException.class)
                    .hasMessage(
                            folder.resolve("tokenizer.json")
                                    + ": there is no such file, and the recipe puts a tokenizer together. Save the tokenizer with transformers once, or leave tokenizer_source out");
            Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {}}");
            assertThatThrownBy(() -> TokenizerFile.read(folder))
                    .hasMessage(
                            folder.resolve("tokenizer.json") + ": this tokenizer has no vocabulary that can be read");
            Files.writeString(folder.resolve("tokenizer.json"), "[");
            assertThatThrownBy(() -> TokenizerFile.read(folder))
                    .hasMessageContaining("tokenizer.json: this is no JSON");
        }
    }

    @Nested
    @DisplayName("A union")
    class Union {
        private final TokenizerFile base = bpe("{\"a\": 0, \"b\": 1}", "[]", "[" + token(2, "<s>", true) + "]");

        @Test
        @DisplayName("adds ordinary tokens in the donor's order, then added ones with their settings")
        void order() {
            TokenizerUnion union = new TokenizerUnion(base);
            union.addAll(
                    List.of(bpe("{\"z\": 0, \"a\": 1, \"y\": 2}", "[]", "[" + token(3, "<end>", true) + "]")),
                    Set.of());
            OutputTokenizer output = union.tokenizer();
            assertThat(output.ids())
                    .containsExactly(
                            entry("a", 0),
                            entry("b", 1),
                            entry("<s>", 2),
                            entry("z", 3),
                            entry("y", 4),
                            entry("<end>", 5));
            assertThat(output.json().at("/added_tokens/3/special").asBoolean()).isTrue();
            assertThat(output.json().at("/added_tokens/3/id").asInt()).isEqualTo(5);
            assertThat(output.json().at("/added_tokens/1/normalized").asBoolean())
                    .isTrue();
        }

        @Test
        @DisplayName("keeps the first model's settings of a token and tells that they differ")
        void conflict() {
            TokenizerUnion union = new TokenizerUnion(base);
            union.addAll(List.of(bpe("{\"a\": 0}", "[]", "[" + token(1, "<s>", false) + "]")), Set.of());
            assertThat(union.conflicts()).containsExactly("<s>");
            assertThat(union.tokenizer().fresh()).isEmpty();
        }

        @Test
        @DisplayName("enters fresh tokens into a configuration that lists added tokens")
        void described() {
            TokenizerUnion union = new TokenizerUnion(base);
            union.addPlain("new");
            ObjectNode config = (ObjectNode) JsonMapper.shared().readTree("{\"added_tokens_decoder\": {\"2\": {}}}");
            assertThat(union.tokenizer()
                            .describe(config)
                            .at("/added_tokens_decoder/3/content")
                            .asString())
                    .isEqualTo("new");
        }
    }

    @Nested
    @DisplayName("A chat template")
    class Chat {
        @Test
        @DisplayName("is a name, a literal of 20 characters with a brace, or nothing")
        void named() {
            assertThat(ChatTemplates.names()).containsExactly("alpaca", "chatml", "exaone", "llama3", "mistral");
            assertThat(ChatTemplates.named("chatml"))
                    .hasValueSatisfying(text -> assertThat(text).contains("<|im_start|>"));
            assertThat(ChatTemplates.named("{{ a }} {{ b }} {{ c }}")).hasValue("{{ a }} {{ b }} {{ c }}");
            assertThat(ChatTemplates.named("{{ a }}")).isEmpty();
        }

        @Test
        @DisplayName("auto is the most frequent one, of equally frequent ones the first")
        void mostFrequent() throws IOException {
            Path a = Files.createDirectory(folder.resolve("a"));
            Path b = Files.createDirectory(folder.resolve("b"));
            Path c = Files.createDirectory(folder.resolve("c"));
            Files.writeString(a.resolve("chat_template.jinja"), "one");
            Files.writeString(b.resolve("tokenizer_config.json"), "{\"chat_template\": \"two\"}");
            Files.writeString(c.resolve("chat_template.json"), "{\"chat_template\": \"two\"}");
            assertThat(ChatTemplates.mostFrequent(List.of(a, b, c))).hasValue("two");
            assertThat(ChatTemplates.mostFrequent(List.of(a, b))).hasValue("one");
            assertThat(ChatTemplates.mostFrequent(List.of(folder))).isEmpty();
        }
    }

    private static java.util.Map.Entry<String, Integer> entry(String token, int id) {
        return java.util.Map.entry(token, id);
    }
}
