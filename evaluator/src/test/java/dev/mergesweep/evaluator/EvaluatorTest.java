package dev.mergesweep.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Fixture;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A real checkpoint and real texts through everything, against what the tools themselves printed. */
class EvaluatorTest {
    /** A document's sum; the README of the fixtures says why. */
    private static final Percentage SUM = Percentage.withPercentage(1e-4);

    /** One token's nats. */
    private static final double TOKEN = 2e-5;

    private static Checkpoint checkpoint;
    private static TorchForward forward;

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

    @BeforeAll
    static void open() {
        checkpoint = Checkpoint.open(Fixture.FOLDER.resolve("model"));
        forward = TorchForward.open(checkpoint, new Compute(Compute.Type.FLOAT32, "cpu", 1));
    }

    @AfterAll
    static void close() {
        forward.close();
    }

    @ParameterizedTest
    @MethodSource("documents")
    @DisplayName("documents: nats of every document and token, as transformers computes them")
    void documents(JsonNode expected) throws IOException {
        Bos bos = Bos.valueOf(expected.path("bos").asString().toUpperCase(Locale.ROOT));
        Protocol protocol = new Protocol.Documents(integer(expected, "context"), integer(expected, "stride"), bos);
        EvaluatedDomain domain = evaluate(protocol, expected, Fixture.documents());
        for (int i = 0; i < domain.documents().size(); i++) {
            JsonNode document = expected.path("documents").path(i);
            EvaluatedDocument evaluated = domain.documents().get(i);
            assertThat(evaluated.score().nats())
                    .as(evaluated.score().document())
                    .isCloseTo(document.path("nats").asDouble(), SUM);
            if (document.has("token_nats")) {
                double[] tokens = document.path("token_nats")
                        .valueStream()
                        .mapToDouble(JsonNode::asDouble)
                        .toArray();
                assertThat(evaluated.tokenNats()).containsExactly(tokens, within(TOKEN));
            }
        }
        assertThat(domain.estimate().perplexity())
                .isCloseTo(expected.path("perplexity").asDouble(), SUM);
    }

    @ParameterizedTest
    @MethodSource("rolling")
    @DisplayName("rolling: log-likelihoods, word and byte perplexity and bits per byte, as lm-eval prints them")
    void rolling(JsonNode expected) throws IOException {
        Bos bos = expected.path("add_bos_token").asBoolean() ? Bos.ALWAYS : Bos.AUTO;
        EvaluatedDomain domain =
                evaluate(new Protocol.Rolling(integer(expected, "max_length"), bos), expected, Fixture.documents());
        for (int i = 0; i < domain.documents().size(); i++) {
            assertThat(-domain.documents().get(i).score().nats())
                    .isCloseTo(
                            expected.path("documents")
                                    .path(i)
                                    .path("loglikelihood")
                                    .asDouble(),
                            within(2e-4));
        }
        assertThat(domain.wordPerplexity())
                .isCloseTo(expected.path("word_perplexity").asDouble(), Percentage.withPercentage(1e-3));
        assertThat(domain.bytePerplexity())
                .isCloseTo(expected.path("byte_perplexity").asDouble(), SUM);
        assertThat(domain.bitsPerByte())
                .isCloseTo(expected.path("bits_per_byte").asDouble(), SUM);
    }

    @ParameterizedTest
    @MethodSource("stream")
    @DisplayName("stream: the perplexity that GPTQ's script prints")
    void stream(JsonNode expected) throws IOException {
        EvaluatedDomain domain =
                evaluate(new Protocol.Stream(integer(expected, "context"), Bos.AUTO), expected, Fixture.stream());
        assertThat(domain.estimate().nats()).isCloseTo(expected.path("nats").asDouble(), SUM);
        assertThat(domain.estimate().perplexity())
                .isCloseTo(expected.path("mean_perplexity").asDouble(), SUM);
        assertThat(domain.toolFigures()).containsOnlyKeys("gptq_perplexity");
        assertThat(domain.toolFigures().get("gptq_perplexity"))
                .isCloseTo(expected.path("gptq_perplexity").asDouble(), SUM);
    }

    @ParameterizedTest
    @MethodSource("strided")
    @DisplayName("strided: the four perplexities that Hugging Face's guide has printed, and the exact one")
    void strided(JsonNode expected) throws IOException {
        Protocol protocol = new Protocol.Strided(integer(expected, "context"), integer(expected, "stride"), Bos.AUTO);
        EvaluatedDomain domain = evaluate(protocol, expected, Fixture.stream());
        assertThat(domain.estimate().nats()).isCloseTo(expected.path("nats").asDouble(), SUM);
        assertThat(domain.estimate().perplexity())
                .isCloseTo(expected.path("exact_perplexity").asDouble(), SUM);
        assertThat(domain.toolFigures())
                .containsOnlyKeys("hf_guide_2020", "hf_guide_trg_len", "hf_guide_mean_of_means", "hf_guide_current");
        domain.toolFigures()
                .forEach((name, figure) -> assertThat(figure)
                        .as(name)
                        .isCloseTo(expected.path(name).asDouble(), SUM));
    }

    @ParameterizedTest
    @MethodSource("halfWindow")
    @DisplayName("half-window: the estimate, its running values and its error, as llama-perplexity prints them")
    void halfWindow(JsonNode expected) throws IOException {
        EvaluatedDomain domain =
                evaluate(new Protocol.HalfWindow(integer(expected, "context"), Bos.AUTO), expected, Fixture.stream());
        assertThat(domain.estimate().nats()).isCloseTo(expected.path("own_nats").asDouble(), SUM);
        assertThat(domain.estimate().perplexity())
                .isCloseTo(expected.path("own_perplexity").asDouble(), SUM);
        assertThat(domain.toolFigures().get("llama_error"))
                .isCloseTo(expected.path("own_error").asDouble(), SUM);
        assertThat(running(domain))
                .containsExactly(
                        expected.path("own_running")
                                .valueStream()
                                .mapToDouble(JsonNode::asDouble)
                                .toArray(),
                        within(1.1e-4));
        double agreement = expected.path("gguf").asString().equals("bf16") ? 9e-3 : 7e-4;
        assertThat(domain.estimate().perplexity())
                .isCloseTo(expected.path("printed_perplexity").asDouble(), within(agreement));
    }

    @Test
    @DisplayName("the bits of a document depend neither on threads nor on the documents beside it")
    void company() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.open(Fixture.tokenizer("bos"));
                TorchForward twoThreads = TorchForward.open(checkpoint, new Compute(Compute.Type.FLOAT32, "cpu", 2))) {
            Protocol protocol = new Protocol.Documents(64, 32, Bos.AUTO);
            PreparedTexts together = Preparation.prepare(protocol, tokenizer, List.of(Fixture.documents()), 0);
            List<DocumentScore> scores = scores(new Evaluator(forward, Progress.SILENT).evaluate(checkpoint, together));
            assertThat(scores(new Evaluator(twoThreads, Progress.SILENT).evaluate(checkpoint, together)))
                    .isEqualTo(scores);
            List<DocumentScore> alone = Fixture.documents().documents().stream()
                    .map(document -> Preparation.prepare(
                            protocol, tokenizer, List.of(new Domain("fixture", List.of(document))), 0))
                    .map(texts -> scores(new Evaluator(forward, Progress.SILENT).evaluate(checkpoint, texts))
                            .getFirst())
                    .toList();
            assertThat(alone).isEqualTo(scores);
        }
    }

    @Test
    @DisplayName("progress ends where it said it would")
    void progress() {
        PreparedTexts texts =
                Preparation.prepareIds(new Protocol.Documents(128, 128, Bos.AUTO), List.of(new long[] {3, 4, 5}));
        long[] last = {0, 0};
        EvaluatedDomain domain = new Evaluator(forward, (done, all) -> {
                    last[0] = done;
                    last[1] = all;
                })
                .evaluate(checkpoint, texts)
                .domains()
                .getFirst();
        assertThat(last).containsExactly(5, 5);
        assertThat(domain.name()).isEqualTo("token-ids");
        assertThat(domain.documents().getFirst().tokenNats()).hasSize(2).doesNotContain(0);
    }

    @Test
    @DisplayName("an id without a row in the embedding is refused before anything runs")
    void idBeyondVocabulary() {
        PreparedTexts texts =
                Preparation.prepareIds(new Protocol.Documents(128, 128, Bos.AUTO), List.of(new long[] {3, 512}));
        assertThatThrownBy(() -> new Evaluator(forward, Progress.SILENT).evaluate(checkpoint, texts))
                .isInstanceOf(InputException.class)
                .hasMessage(checkpoint.name()
                        + ": the texts hold the token id 512, but the embedding model.embed_tokens.weight has 512 rows (ids 0 to 511). "
                        + "Use the tokenizer that belongs to this checkpoint");
    }

    private static EvaluatedDomain evaluate(Protocol protocol, JsonNode expected, Domain domain) throws IOException {
        try (Tokenizer tokenizer =
                Tokenizer.open(Fixture.tokenizer(expected.path("tokenizer").asString()))) {
            PreparedTexts texts = Preparation.prepare(protocol, tokenizer, List.of(domain), 0);
            EvaluatedDomain evaluated = new Evaluator(forward, Progress.SILENT)
                    .evaluate(checkpoint, texts)
                    .domains()
                    .getFirst();
            assertThat(evaluated.estimate().tokens())
                    .isEqualTo(expected.path("tokens").asLong());
            return evaluated;
        }
    }

    private static double[] running(EvaluatedDomain domain) {
        List<EvaluatedDocument.Window> windows = domain.documents().stream()
                .flatMap(document -> document.windows().stream())
                .toList();
        double[] running = new double[windows.size()];
        double nats = 0;
        long tokens = 0;
        for (int i = 0; i < running.length; i++) {
            nats += Arrays.stream(windows.get(i).nats()).sum();
            tokens += windows.get(i).nats().length;
            running[i] = Math.exp(nats / tokens);
        }
        return running;
    }

    private static List<DocumentScore> scores(Evaluation evaluation) {
        return evaluation.domains().getFirst().documents().stream()
                .map(EvaluatedDocument::score)
                .toList();
    }

    private static int integer(JsonNode node, String key) {
        return node.path(key).asInt();
    }
}
