package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    /** The evaluator's reference values; its tests hold every number, these the command. */
    private static final Path FIXTURE = Path.of("../evaluator/src/test/resources/protocols");

    @TempDir
    Path checkpoint;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void aCheckpointWithItsTokenizer() throws IOException {
        for (String folder : new String[] {"model", "tokenizer-bos"}) {
            try (Stream<Path> files = Files.list(FIXTURE.resolve(folder))) {
                for (Path file : files.toList()) {
                    Files.copy(file, checkpoint.resolve(file.getFileName()));
                }
            }
        }
    }

    @Test
    @DisplayName("--json prints every document, the domain's interval and what the imitated tool would print")
    void json() {
        assertThat(run(
                        "evaluate",
                        checkpoint.toString(),
                        "--text",
                        FIXTURE.resolve("stream.txt").toString(),
                        "--protocol",
                        "strided",
                        "--context",
                        "128",
                        "--stride",
                        "64",
                        "--json",
                        "--device",
                        "cpu"))
                .as(err.toString())
                .isZero();
        JsonNode json = JsonMapper.builder().build().readTree(out.toString());
        assertThat(json.path("checkpoint").asString()).isEqualTo(checkpoint.toString());
        assertThat(json.path("protocol").path("name").asString()).isEqualTo("strided");
        assertThat(json.path("protocol").path("stride").asInt()).isEqualTo(64);
        assertThat(json.path("protocol").path("compute").asString()).isEqualTo("float32");
        JsonNode domain = json.path("domains").path(0);
        assertThat(domain.path("name").asString()).isEqualTo("stream");
        assertThat(domain.path("tokens").asInt()).isEqualTo(2395);
        assertThat(domain.path("standard_error").isNull()).isTrue();
        assertThat(domain.path("tool_figures").propertyNames())
                .containsExactly("hf_guide_2020", "hf_guide_trg_len", "hf_guide_mean_of_means", "hf_guide_current");
        assertThat(domain.path("documents").path(0).has("token_nats")).isFalse();
    }

    @Test
    @DisplayName("a table for people, warnings of little text beside it")
    void table() {
        assertThat(run(
                        "evaluate",
                        checkpoint.toString(),
                        "--text",
                        FIXTURE.resolve("documents.jsonl").toString(),
                        "--context",
                        "128",
                        "--device",
                        "cpu"))
                .isZero();
        assertThat(out.toString())
                .startsWith("domain")
                .contains("documents")
                .contains("2373")
                .contains("8557.56");
        assertThat(err.toString())
                .isEqualTo(
                        "warning: domain documents: 4 documents, 2,373 scored tokens. Error bars of so few say little; give more text\n");
    }

    @Test
    @DisplayName("--token-ids needs no tokenizer, --per-token gives the nats of every scored token")
    void tokenIds(@TempDir Path folder) throws IOException {
        Files.delete(checkpoint.resolve("tokenizer.json"));
        Path ids = Files.writeString(folder.resolve("ids.json"), "[[0, 5, 9], [7, 8]]");
        assertThat(run(
                        "evaluate",
                        checkpoint.toString(),
                        "--token-ids",
                        ids.toString(),
                        "--per-token",
                        "--json",
                        "--quiet",
                        "--device",
                        "cpu"))
                .as(err.toString())
                .isZero();
        JsonNode domain = JsonMapper.builder()
                .build()
                .readTree(out.toString())
                .path("domains")
                .path(0);
        assertThat(domain.path("name").asString()).isEqualTo("token-ids");
        assertThat(domain.path("bits_per_byte").isNull()).isTrue();
        JsonNode document = domain.path("documents").path(0);
        assertThat(document.path("bytes").isNull()).isTrue();
        assertThat(document.path("token_nats").size()).isEqualTo(2);
        assertThat(document.path("token_nats")
                        .valueStream()
                        .mapToDouble(JsonNode::asDouble)
                        .sum())
                .isCloseTo(document.path("nats").asDouble(), within(1e-12));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    @DisplayName(
            "a recipe is scored without being written: a checkpoint merged with itself scores as it does, to the last bit")
    void recipe(@TempDir Path folder) throws IOException {
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                merge_method: slerp
                base_model: %1$s
                models: [{model: %1$s}, {model: %1$s}]
                parameters: {t: 0.5}
                dtype: bfloat16
                """.formatted(checkpoint));
        String[] texts = {
            "--text", FIXTURE.resolve("documents.jsonl").toString(), "--json", "--quiet", "--device", "cpu"
        };
        assertThat(run(Stream.concat(Stream.of("evaluate", recipe.toString()), Stream.of(texts))
                        .toArray(String[]::new)))
                .as(err.toString())
                .isZero();
        JsonNode merged = JsonMapper.builder().build().readTree(out.toString());
        out.getBuffer().setLength(0);
        assertThat(run(Stream.concat(Stream.of("evaluate", checkpoint.toString()), Stream.of(texts))
                        .toArray(String[]::new)))
                .isZero();
        JsonNode alone = JsonMapper.builder().build().readTree(out.toString());
        assertThat(merged.path("checkpoint").asString()).isEqualTo(recipe.toString());
        assertThat(merged.path("domains")).isEqualTo(alone.path("domains"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(recipe);
        }
    }

    @Test
    @DisplayName("what cannot be: a sentence, and exit code 2")
    void refusals(@TempDir Path folder) throws IOException {
        assertThat(run("evaluate", checkpoint.toString())).isEqualTo(2);
        assertThat(err.toString()).isEqualTo("""
                error: Give either --text or --token-ids
                Help: mergesweep evaluate --help
                """);
        assertThat(refusal("--text", "no.txt"))
                .isEqualTo("error: no.txt: there is no such file. Check the path of domain \"no\"\n");
        Path ids = Files.writeString(folder.resolve("ids.json"), "[[1, -2], [512]]");
        assertThat(refusal("--token-ids", ids.toString()))
                .isEqualTo("error: " + ids + ": [0][1]: -2 is no token id. An id is a whole number from 0\n");
        assertThat(refusal("--text", FIXTURE.resolve("stream.txt").toString(), "--limit", "0"))
                .isEqualTo("error: --limit: 0 is no number of documents. Use 1 or more\n");
        assertThat(refusal("--text", FIXTURE.resolve("stream.txt").toString(), "--context", "1"))
                .startsWith("error: A context of 1 leaves no token to score. Use at least 2\n");
        assertThat(refusal("--text", FIXTURE.resolve("stream.txt").toString(), "--protocol", "stream", "--stride", "5"))
                .startsWith(
                        "error: Protocol stream has disjoint windows, but a stride of 5 is given. Leave it out, or use documents or strided\n");
    }

    private String refusal(String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(Stream.concat(
                                Stream.of("evaluate", checkpoint.toString(), "--device", "cpu"), Stream.of(arguments))
                        .toArray(String[]::new)))
                .isEqualTo(2);
        return err.toString();
    }

    private int run(String... arguments) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, Map.of());
        return MergeSweep.commandLine(console).execute(arguments);
    }
}
