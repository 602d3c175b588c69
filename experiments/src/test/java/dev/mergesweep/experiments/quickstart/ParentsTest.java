package dev.mergesweep.experiments.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.evaluator.Evaluation;
import dev.mergesweep.evaluator.Evaluator;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.corpus.Corpus;
import dev.mergesweep.evaluator.corpus.TextFile;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trained parents, against what transformers makes of the same documents ({@code quickstart/reference.py}). */
class ParentsTest {
    private static final Path QUICKSTART = Path.of("quickstart");
    private static final Path EXPECTED = Path.of("src/test/resources/quickstart/parents.json");

    /** Both compute in float32, with other kernels. */
    private static final double NATS_A_TOKEN = 2e-4;

    @ParameterizedTest
    @ValueSource(strings = {"stories", "sums"})
    @DisplayName("every document has the tokens, and within 2e-4 a token the nats, that transformers gives")
    void scores(String parent) throws IOException {
        JsonNode expected = JsonMapper.shared().readTree(EXPECTED).path(parent);
        for (var domain : evaluation(parent).domains()) {
            List<JsonNode> rows = expected.path(domain.name()).valueStream().toList();
            assertThat(domain.documents()).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                DocumentScore score = domain.documents().get(i).score();
                assertThat(score.document()).isEqualTo(rows.get(i).path("id").asString());
                assertThat(score.tokens()).isEqualTo(rows.get(i).path("tokens").asLong());
                assertThat(score.nats() / score.tokens())
                        .as(score.document())
                        .isCloseTo(rows.get(i).path("nats").asDouble() / score.tokens(), within(NATS_A_TOKEN));
            }
        }
    }

    private static Evaluation evaluation(String parent) throws IOException {
        Path folder = QUICKSTART.resolve("models").resolve(parent);
        Checkpoint checkpoint = Checkpoint.open(folder);
        try (Tokenizer tokenizer = Tokenizer.open(folder);
                TorchForward forward = TorchForward.open(checkpoint, new Compute(Compute.Type.FLOAT32, "cpu", 2))) {
            Protocol protocol = new Protocol.Documents(512, 512, Bos.AUTO);
            return new Evaluator(forward, Progress.SILENT)
                    .evaluate(checkpoint, Preparation.prepare(protocol, tokenizer, domains(), 0));
        }
    }

    private static List<Domain> domains() throws IOException {
        return new Corpus(List.of(QUICKSTART), InputStream.nullInputStream())
                .read(List.of(
                        new TextFile("stories", "data/stories.jsonl", "text"),
                        new TextFile("sums", "data/sums.jsonl", "text")));
    }
}
