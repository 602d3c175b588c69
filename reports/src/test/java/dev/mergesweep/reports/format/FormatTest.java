package dev.mergesweep.reports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.reports.report.Evidence;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormatTest {
    private static final Evidence RUN = Samples.grid(5);

    @ParameterizedTest
    @EnumSource
    @DisplayName("equal evidence gives equal bytes")
    void equalBytes(Format format) {
        assertThat(format.text(Samples.grid(5))).isEqualTo(format.text(RUN)).isNotEmpty();
    }

    @Test
    @DisplayName("names every word that is no format, and those that are")
    void unknownFormat() {
        assertThat(Format.list("html, lm-eval")).containsExactly(Format.HTML, Format.LM_EVAL);
        assertThatThrownBy(() -> Format.list("html,pdf,docx"))
                .isInstanceOf(InputException.class)
                .hasMessage("--format: \"pdf\" is no format of a report. Use html, md, csv, json, junit, lm-eval\n"
                        + "--format: \"docx\" is no format of a report. Use html, md, csv, json, junit, lm-eval");
    }

    @Test
    @DisplayName("files are written whole, and the winner's recipe beside them")
    void writesFiles(@TempDir Path folder) throws IOException {
        List<Path> files = ReportFiles.write(RUN, EnumSet.of(Format.CSV, Format.MD), folder.resolve("new"));
        assertThat(files).containsExactly(folder.resolve("new/report.md"), folder.resolve("new/ranking.csv"));
        assertThat(folder.resolve("new/best/recipe.yaml")).hasContent(RUN.recipe());
        try (var left = Files.walk(folder)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Nested
    @DisplayName("names that carry markup do no harm")
    class Hostile {
        private static final String NAME = "<script>alert('x')</script>|\"*_`&]]>";
        private final Evidence evidence = Samples.named(NAME);

        @Test
        void inHtml() {
            String page = Format.HTML.text(evidence);
            assertThat(page)
                    .doesNotContain("<script>alert")
                    .contains("&lt;script&gt;alert")
                    .contains("\\u003cscript\\u003e");
        }

        @Test
        void inMarkdown() {
            String text = Format.MD.text(evidence).replaceAll("(?s)```yaml.*?```", "");
            assertThat(text)
                    .doesNotContain("<script>")
                    .contains("&lt;script&gt;alert('x')&lt;/script&gt;\\|\"\\*\\_\\`&amp;\\]\\]&gt;");
        }

        @Test
        void inCsv() {
            assertThat(Format.CSV.text(evidence)).contains("\"<script>alert('x')</script>|\"\"*_`&]]>\"");
        }

        @Test
        void inXml() throws Exception {
            Element suite = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(Format.JUNIT.text(evidence))))
                    .getDocumentElement();
            assertThat(suite.getAttribute("name")).isEqualTo(NAME);
        }
    }

    @Test
    @DisplayName("JUnit's XML counts what it holds, and fails with the verdict's words")
    void junit() throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Format.JUNIT.text(RUN))))
                .getDocumentElement();
        assertThat(suite.getElementsByTagName("testcase").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("tests")))
                .isEqualTo(1 + 25 + 2 + 1);
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(2);
        assertThat(suite.getElementsByTagName("error").getLength()).isEqualTo(1);
        assertThat(suite.getElementsByTagName("failure").getLength()).isZero();
    }

    @Test
    @DisplayName("lm-eval's JSON holds the winner's perplexity on each domain")
    void lmEval() {
        JsonNode tree = JsonMapper.shared().readTree(Format.LM_EVAL.text(RUN));
        var winner = RUN.ranking().rows().getFirst();
        for (var figures : winner.domains().entrySet()) {
            String domain = figures.getKey();
            JsonNode result = tree.path("results").path(domain);
            assertThat(result.path("perplexity,none").asDouble())
                    .isEqualTo(figures.getValue().perplexity());
            assertThat(result.path("perplexity_stderr,none").asDouble()).isPositive();
            assertThat(tree.path("higher_is_better")
                            .path(domain)
                            .path("perplexity")
                            .asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    @DisplayName("the spreadsheet has a line a candidate, as wide as its header")
    void csv() {
        List<String> lines = Format.CSV.text(RUN).lines().toList();
        assertThat(lines).hasSize(26);
        assertThat(lines.getFirst())
                .startsWith(
                        "rank,rank_low,rank_high,split,candidate,baseline,winner,axis:attention,axis:mlp,objective");
        long width = lines.getFirst().chars().filter(c -> c == ',').count();
        assertThat(lines).allMatch(line -> line.chars().filter(c -> c == ',').count() == width);
    }
}
