package dev.mergesweep.evaluator.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Which tokens count, against what the tools themselves counted; no network is run here. */
class PreparationTest {

    static Stream<JsonNode> documents() {
        return Fixture.cases("documents");
    }

    static Stream<JsonNode> rolling() {
        return Fixture.cases("rolling");
    }

    static Stream<JsonNode> stream() {
        return Fixture.cases("stream");
    }

    static Stream<JsonNode> strided() {
        return Fixture.cases("strided");
    }

    static Stream<JsonNode> halfWindow() {
        return Fixture.cases("half-window");
    }

    @ParameterizedTest
    @MethodSource("documents")
    @DisplayName("documents: tokens, bytes and words of every document")
    void documents(JsonNode expected) throws IOException {
        Bos bos = Bos.valueOf(expected.path("bos").asString().toUpperCase(java.util.Locale.ROOT));
        PreparedTexts texts = prepare(
                new Protocol.Documents(
                        expected.path("context").asInt(),
                        expected.path("stride").asInt(),
                        bos),
                expected,
                Fixture.documents());
        assertSameDocuments(texts, expected);
    }

    @ParameterizedTest
    @MethodSource("rolling")
    @DisplayName("rolling: tokens, bytes and words of every document, as lm-eval counts them")
    void rolling(JsonNode expected) throws IOException {
        Bos bos = expected.path("add_bos_token").asBoolean() ? Bos.ALWAYS : Bos.AUTO;
        PreparedTexts texts =
                prepare(new Protocol.Rolling(expected.path("max_length").asInt(), bos), expected, Fixture.documents());
        assertSameDocuments(texts, expected);
    }

    @ParameterizedTest
    @MethodSource("stream")
    @DisplayName("stream: as many windows and tokens as GPTQ's script has")
    void stream(JsonNode expected) throws IOException {
        PreparedTexts texts =
                prepare(new Protocol.Stream(expected.path("context").asInt(), Bos.AUTO), expected, Fixture.stream());
        assertThat(windows(texts)).isEqualTo(expected.path("windows").asLong());
        assertThat(texts.tokens()).isEqualTo(expected.path("tokens").asLong());
    }

    @ParameterizedTest
    @MethodSource("strided")
    @DisplayName("strided: as many windows and tokens as Hugging Face's guide has")
    void strided(JsonNode expected) throws IOException {
        PreparedTexts texts = prepare(
                new Protocol.Strided(
                        expected.path("context").asInt(),
                        expected.path("stride").asInt(),
                        Bos.AUTO),
                expected,
                Fixture.stream());
        assertThat(windows(texts)).isEqualTo(expected.path("windows").asLong());
        assertThat(texts.tokens()).isEqualTo(expected.path("tokens").asLong());
    }

    @ParameterizedTest
    @MethodSource("halfWindow")
    @DisplayName("half-window: as many chunks and tokens as llama-perplexity has")
    void halfWindow(JsonNode expected) throws IOException {
        PreparedTexts texts = prepare(
                new Protocol.HalfWindow(expected.path("context").asInt(), Bos.AUTO), expected, Fixture.stream());
        assertThat(windows(texts)).isEqualTo(expected.path("chunks").asLong());
        assertThat(texts.tokens()).isEqualTo(expected.path("tokens").asLong());
    }

    @Test
    @DisplayName("joining the documents gives the stream byte for byte, so the same windows")
    void joins() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Fixture.tokenizer("bos"))) {
            Protocol protocol = new Protocol.Stream(128, Bos.AUTO);
            assertThat(Preparation.prepare(protocol, tokenizer, List.of(Fixture.documents()), 0)
                            .documents())
                    .isEqualTo(Preparation.prepare(protocol, tokenizer, List.of(Fixture.stream()), 0)
                            .documents());
        }
    }

    @ParameterizedTest
    @CsvSource({"documents, 1024", "rolling, 1040"})
    @DisplayName("packs keep to one length and one side, and a document's windows in order")
    void packs(String name, int length) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Fixture.tokenizer("plain"))) {
            PreparedTexts texts = Preparation.prepare(
                    Protocol.of(name, 64, 0, Bos.ALWAYS), tokenizer, List.of(Fixture.documents()), 0.5);
            for (Split side : Split.sides(0.5)) {
                for (Pack pack : texts.packs(side)) {
                    assertThat(pack.length()).isEqualTo(length);
                    assertThat(pack.windows().stream()
                                    .mapToInt(window -> window.ids().length)
                                    .sum())
                            .isLessThanOrEqualTo(length);
                    assertThat(pack.windows())
                            .allSatisfy(window -> assertThat(texts.documents()
                                            .get(window.document())
                                            .split())
                                    .isEqualTo(side));
                }
            }
        }
    }

    private static PreparedTexts prepare(Protocol protocol, JsonNode expected, Domain domain) throws IOException {
        try (Tokenizer tokenizer =
                Tokenizer.open(Fixture.tokenizer(expected.path("tokenizer").asString()))) {
            return Preparation.prepare(protocol, tokenizer, List.of(domain), 0);
        }
    }

    private static long windows(PreparedTexts texts) {
        return texts.documents().stream().mapToLong(PreparedDocument::windows).sum();
    }

    private static void assertSameDocuments(PreparedTexts texts, JsonNode expected) {
        List<String> counted = texts.documents().stream()
                .map(document -> "%s: %d tokens, %d bytes, %d words"
                        .formatted(document.id(), document.tokens(), document.bytes(), document.words()))
                .toList();
        List<String> wanted = expected.path("documents")
                .valueStream()
                .map(document -> "%s: %d tokens, %d bytes, %d words"
                        .formatted(
                                document.path("id").asString(),
                                document.path("tokens").asLong(),
                                document.path("bytes").asLong(),
                                document.path("words").asLong()))
                .toList();
        assertThat(counted).isEqualTo(wanted);
        assertThat(texts.tokens()).isEqualTo(expected.path("tokens").asLong());
    }
}
