package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** On the quickstart's models: each is far better than the other on its own texts. */
class ValidateCommandTest {
    private static final String STORIES = "quickstart/models/stories";
    private static final String SUMS = "quickstart/models/sums";
    private static final String TEXT = "quickstart/data/stories.jsonl";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @BeforeEach
    void quiet() {
        out.getBuffer().setLength(0);
    }

    @Test
    @DisplayName("texts without a reference: a perplexity each")
    void texts() {
        assertThat(run(STORIES, "--text", TEXT, "--limit", "5"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).containsPattern("pass  texts +stories: perplexity \\d+\\.\\d{4} on 5 documents\n");
    }

    @Test
    @DisplayName("the better model passes, also as better; the outcome is in JSON and JUnit's XML")
    void passes() throws IOException {
        Path xml = folder.resolve("gate.xml");
        assertThat(run(
                        STORIES,
                        "--against",
                        SUMS,
                        "--text",
                        TEXT,
                        "--limit",
                        "30",
                        "--require-better",
                        "--json",
                        "--junit",
                        xml.toString()))
                .as(err.toString())
                .isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.path("outcome").asString()).isEqualTo("pass");
        assertThat(json.path("gate").path(0).path("domain").asString()).isEqualTo("stories");
        assertThat(json.path("gate").path(0).path("documents").asInt()).isEqualTo(30);
        assertThat(json.path("gate").path(0).path("high").asDouble()).isNegative();
        assertThat(Files.readString(xml)).contains("failures=\"0\"", "<testcase classname=\"gate\" name=\"stories\">");
    }

    @Test
    @DisplayName("the worse model fails with 1, one document is inconclusive with 3")
    void failsOrCannotTell() {
        assertThat(run(SUMS, "--against", STORIES, "--text", TEXT, "--limit", "30"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("fail  gate            stories: +");
        quiet();
        assertThat(run(STORIES, "--against", SUMS, "--text", TEXT, "--limit", "1"))
                .isEqualTo(3);
        assertThat(out.toString()).contains("at least two are needed for bounds. The texts cannot tell: add documents");
    }

    @Test
    @DisplayName("a damaged checkpoint fails, and its texts are not scored")
    void damaged() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{");
        assertThat(run(folder.toString(), "--against", STORIES, "--text", TEXT)).isEqualTo(1);
        assertThat(out.toString()).contains("fail  files").doesNotContain("gate");
    }

    @Test
    @DisplayName("wrong use: a sentence, and exit code 2")
    void wrongUse() {
        assertThat(run(STORIES, "--against", SUMS)).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: --against needs texts to compare on: name them with --text");
        err.getBuffer().setLength(0);
        assertThat(run(STORIES, "--text", TEXT, "--margin", "much")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("error: --margin: \"much\" is no percentage. Write for example 1% or 0.5%");
        err.getBuffer().setLength(0);
        assertThat(run(STORIES, "--text", TEXT, "--require-better")).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: --require-better needs a reference: name it with --against");
        err.getBuffer().setLength(0);
        assertThat(run("nosuch")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .matches(
                        "error: nosuch: this is neither a folder nor downloaded to .*\\. Check the path, or download it"
                                + " first: hf download nosuch\n");
    }

    private int run(String... arguments) {
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false, Map.of());
        return MergeSweep.commandLine(console)
                .execute(Stream.concat(Stream.of("validate", "--device", "cpu"), Stream.of(arguments))
                        .toArray(String[]::new));
    }
}
