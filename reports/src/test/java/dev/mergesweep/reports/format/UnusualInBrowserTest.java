package dev.mergesweep.reports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.reports.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports of runs unlike the quickstart, as a reader's browser has them. Skipped where no browser is installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnusualInBrowserTest {
    private static final String DRAWN =
            "[...document.querySelectorAll('.canvas')].every(c => c.querySelector('svg path, canvas'))";

    /** The text in the winner's tile. */
    private static final String TILE = "document.querySelector('.figures dd')";

    /** On how many lines a text stands. */
    private static final String LINES =
            "(e => {const r = document.createRange(); r.selectNodeContents(e); return r.getClientRects().length})(%s)";

    /** Pairs of texts of the parallel axes that lie on each other. */
    private static final String OVERLAPS = """
            (() => {
              const boxes = [...document.querySelectorAll('#chart-parallel text')].map(t => t.getBoundingClientRect());
              const on = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
              return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => on(a, b))).length;
            })()
            """;

    private static final String SCALES = "document.querySelector('#logit-scale .scroll')";

    private static final String PATH =
            "models/an-organisation-with-a-long-name/Qwen3-8B-Instruct-finetune_stories_lr2e-5_epochs3_merged-v2";

    @TempDir
    private static Path folder;

    private Browser browser;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        assumeTrue(Browser.program().isPresent(), "no browser is installed");
        browser = Browser.open(Browser.program().orElseThrow());
    }

    @AfterEach
    void staysSilent() {
        assertThat(browser.complaints()).isEmpty();
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (browser != null) {
            browser.close();
        }
    }

    private void show(Evidence evidence, int width, int height) throws IOException, InterruptedException {
        Path page = folder.resolve("report.html");
        Files.writeString(page, HtmlFormat.render(Report.of(evidence)));
        browser.size(width, height, "light");
        browser.visit(page);
    }

    /** Everything is on the screen, and so drawn. */
    private void draw(Evidence evidence, int width) throws IOException, InterruptedException {
        show(evidence, width, 14_000);
        browser.until(DRAWN);
    }

    private List<String> words(String expression) {
        return browser.evaluate(expression)
                .valueStream()
                .map(node -> node.asString())
                .toList();
    }

    @Test
    @DisplayName("every chart is drawn in its own place, also where a section has its name")
    void namesOfTheirOwn() throws IOException, InterruptedException {
        draw(Unusual.learned(), 1280);
        assertThat(words("[...document.querySelectorAll('[id]')].map(e => e.id)"))
                .doesNotHaveDuplicates()
                .contains("map", "chart-map", "chart-slopes");
        assertThat(
                        words(
                                "echarts.getInstanceByDom(document.querySelector('#chart-slopes .canvas')).getOption().title.map(t => t.text)"))
                .containsExactly("all at t = 0.25", "all at t = 0.5", "all at t = 0.75");
        assertThat(browser.evaluate(
                                "echarts.getInstanceByDom(document.querySelector('#chart-slopes .canvas')).getOption().title[0].textStyle.fontWeight")
                        .asInt())
                .as("what is about no candidate is not hovered where nobody is")
                .isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1300})
    @DisplayName("a candidate's id stands whole in its tile, on one line")
    void idsInTiles(int width) throws IOException, InterruptedException {
        show(Samples.grid(5), width, 900);
        assertThat(browser.evaluate(TILE + ".textContent").asString()).matches("[0-9a-f]{12}");
        assertThat(browser.evaluate(LINES.formatted(TILE)).asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1300})
    @DisplayName(
            "the path of a model has a line of its own above the other tiles, and widens neither the page nor its tables")
    void paths(int width) throws IOException, InterruptedException {
        draw(Samples.named(PATH), width);
        assertThat(browser.evaluate(
                                "document.querySelector('.figures .long').offsetWidth / document.querySelector('.figures').offsetWidth")
                        .asDouble())
                .isEqualTo(1);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(width);
        assertThat(browser.evaluate("document.querySelector('#ranking th.interval').offsetWidth")
                        .asInt())
                .as("the column against a reference with a long name")
                .isLessThan(420);
    }

    @ParameterizedTest
    @ValueSource(ints = {820, 1300})
    @DisplayName("the table of logit scales is shown whole where there is room, and at 390 px scrolls by itself")
    void scales(int width) throws IOException, InterruptedException {
        show(Unusual.scaled(), width, 900);
        assertThat(browser.evaluate(SCALES + ".scrollWidth - " + SCALES + ".clientWidth")
                        .asInt())
                .isZero();
        browser.size(390, 900, "light");
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isEqualTo(390);
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1300})
    @DisplayName(
            "gradients on parallel axes can be read: no name touches another, and their differing middles are there")
    void gradients(int width) throws IOException, InterruptedException {
        draw(Unusual.gradients(), width);
        assertThat(browser.evaluate(OVERLAPS).asInt()).isZero();
        String names = browser.evaluate("document.querySelector('#chart-parallel .canvas').textContent")
                .asString()
                .replace(" ", "");
        assertThat(names).contains("0.3,0.1,0.7", "0.3,0.2,0.7", "0.3,0.8,0.7");
    }

    @Test
    @DisplayName("the tab key stops once a table; arrows go from row to row, past those that are filtered out")
    void keys() throws IOException, InterruptedException {
        show(Samples.grid(3), 1300, 900);
        assertThat(browser.evaluate("document.querySelectorAll('#ranking tr[tabindex=\"0\"]').length")
                        .asInt())
                .isEqualTo(1);
        browser.evaluate("document.querySelectorAll('#ranking tr[data-c]')[1].classList.add('out')");
        browser.evaluate("document.querySelector('#ranking tr[data-c]').focus()");
        browser.evaluate(
                "void document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowDown', bubbles: true, cancelable: true}))");
        assertThat(browser.evaluate("document.activeElement === document.querySelectorAll('#ranking tr[data-c]')[2]")
                        .asBoolean())
                .isTrue();
        assertThat(browser.evaluate("document.activeElement.tabIndex").asInt()).isZero();
    }

    @Test
    @DisplayName("charts are drawn for a sheet of white paper when the page is printed, and as before afterwards")
    void paper() throws IOException, InterruptedException {
        show(Samples.grid(3), 1300, 900);
        browser.size(1300, 900, "dark");
        String ink = "getComputedStyle(document.documentElement).getPropertyValue('--ink')";
        assertThat(browser.evaluate(ink).asString()).isEqualTo("#e7e9ea");
        String widths = "Math.max(...[...document.querySelectorAll('.canvas svg')].map(s => s.clientWidth))";
        browser.evaluate("void dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.evaluate("document.querySelectorAll('.canvas svg').length")
                        .asInt())
                .isEqualTo(browser.evaluate("document.querySelectorAll('.chart').length")
                        .asInt());
        assertThat(browser.evaluate(widths).asInt()).isEqualTo(640);
        assertThat(browser.evaluate(ink).asString()).as("paper is white").isEqualTo("#1a1d21");
        browser.evaluate("void dispatchEvent(new Event('afterprint'))");
        assertThat(browser.evaluate(widths).asInt()).isGreaterThan(1000);
    }
}
