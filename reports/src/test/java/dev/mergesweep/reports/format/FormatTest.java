package dev.mergesweep.reports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.reports.report.Evidence;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.SequencedMap;
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

    /** Of a format that has one file. */
    private static String text(Format format, Evidence evidence) {
        return format.files(evidence).values().stream()
                .reduce((first, second) -> {
                    throw new AssertionError("more than one file");
                })
                .orElseThrow();
    }

    private static Element parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("equal evidence gives equal bytes")
    void equalBytes(Format format) {
        assertThat(format.files(Samples.grid(5))).isEqualTo(format.files(RUN)).isNotEmpty();
    }

    @Test
    @DisplayName("names every word that is no format, and those that are")
    void unknownFormat() {
        assertThat(Format.list("html, lm-eval")).containsExactly(Format.HTML, Format.LM_EVAL);
        assertThatThrownBy(() -> Format.list("html,pdf,docx"))
                .isInstanceOf(InputException.class)
                .hasMessage("--format: \"pdf\" is no format of a report. Use html, md, svg, csv, json, junit, lm-eval\n"
                        + "--format: \"docx\" is no format of a report. Use html, md, svg, csv, json, junit, lm-eval");
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

    @Test
    @DisplayName("a place where no report can be written is named, with the way to another one")
    void nowhere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> ReportFiles.write(RUN, EnumSet.of(Format.MD), file))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(file.resolve("report.md") + ": cannot be written: a file of that name exists."
                        + " The scores are safe; write the report elsewhere with: mergesweep report RUN --out DIR");
    }

    @Test
    @DisplayName("charts that an earlier report left are drawn anew with every report, or go")
    void oldCharts(@TempDir Path folder) throws IOException {
        ReportFiles.write(Samples.grid(3), EnumSet.of(Format.SVG), folder);
        Path ranking = folder.resolve("charts/ranking.svg");
        Path gone = folder.resolve("charts/gone.svg");
        String old = Files.readString(ranking);
        Files.copy(ranking, gone);

        assertThat(ReportFiles.write(RUN, EnumSet.of(Format.MD), folder)).contains(ranking);

        assertThat(Files.readString(ranking))
                .isNotEqualTo(old)
                .isEqualTo(Format.SVG.files(RUN).get("charts/ranking.svg"));
        assertThat(gone).doesNotExist();
    }

    @Nested
    @DisplayName("names that carry markup do no harm")
    class Hostile {
        private static final String NAME = "<script>alert('x')</script>|\"*_`&]]>";
        private final Evidence evidence = Samples.named(NAME);

        @Test
        void inHtml() {
            String page = text(Format.HTML, evidence);
            assertThat(page)
                    .doesNotContain("<script>alert")
                    .contains("&lt;script&gt;alert")
                    .contains("\\u003cscript\\u003e");
        }

        @Test
        void inMarkdown() {
            String text = text(Format.MD, evidence).replaceAll("(?s)```yaml.*?```", "");
            assertThat(text)
                    .doesNotContain("<script>")
                    .contains("&lt;script&gt;alert('x')&lt;/script&gt;\\|\"\\*\\_\\`&amp;\\]\\]&gt;");
        }

        @Test
        void inCsv() {
            assertThat(text(Format.CSV, evidence)).contains("\"<script>alert('x')</script>|\"\"*_`&]]>\"");
        }

        @Test
        void inSvg() {
            assertThat(Format.SVG.files(evidence).values()).allSatisfy(drawing -> {
                assertThat(drawing).doesNotContain("<script");
                assertThat(parsed(drawing).getTagName()).isEqualTo("svg");
            });
        }

        @Test
        void inXml() throws Exception {
            Element suite = parsed(text(Format.JUNIT, evidence));
            assertThat(suite.getAttribute("name")).isEqualTo(NAME);
        }
    }

    @Test
    @DisplayName("JUnit's XML counts what it holds, and fails with the verdict's words")
    void junit() throws Exception {
        Element suite = parsed(text(Format.JUNIT, RUN));
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
        JsonNode tree = JsonMapper.shared().readTree(text(Format.LM_EVAL, RUN));
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
        List<String> lines = text(Format.CSV, RUN).lines().toList();
        assertThat(lines).hasSize(26);
        assertThat(lines.getFirst())
                .startsWith(
                        "rank,rank_low,rank_high,split,candidate,baseline,winner,axis:attention,axis:mlp,objective");
        long width = lines.getFirst().chars().filter(c -> c == ',').count();
        assertThat(lines).allMatch(line -> line.chars().filter(c -> c == ',').count() == width);
    }

    @Test
    @DisplayName("SVG is the ranking and every chart, a file each, all of their figures in it")
    void svg() {
        SequencedMap<String, String> files = Format.SVG.files(RUN);
        assertThat(files.sequencedKeySet())
                .containsExactly(
                        "charts/ranking.svg",
                        "charts/response-0.svg",
                        "charts/response-1.svg",
                        "charts/schedules.svg",
                        "charts/trade-off-0.svg",
                        "charts/parallel.svg",
                        "charts/angles.svg",
                        "charts/race.svg");
        assertThat(files.get("charts/ranking.svg").split("<circle", -1)).hasSize(1 + 21);
        assertThat(files.get("charts/parallel.svg").split("<polyline", -1)).hasSize(1 + 25);
        assertThat(files.values()).noneMatch(drawing -> drawing.contains("NaN"));
    }
}
