package dev.mergesweep.reports.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mergesweep.reports.SmallRun;
import dev.mergesweep.reports.live.LiveReport;
import dev.mergesweep.reports.live.LiveServer;
import dev.mergesweep.reports.report.Report;
import dev.mergesweep.sweep.RunProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a reader's browser has it. Where no browser is installed, this says so and is skipped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowserTest {
    private static final String CHARTS = "document.querySelectorAll('.chart').length";
    private static final String DRAWN =
            "[...document.querySelectorAll('.canvas')].filter(c => c.querySelector('svg path, canvas')).length";

    /** Rows of the ranking in their order, what marks them, the filter and the order. */
    private static final String VIEW =
            "[...document.querySelectorAll('#ranking tr[data-c]')].map(r => r.dataset.c + ' ' + r.className).join()"
                    + " + document.getElementById('filter').value + document.querySelectorAll('#ranking th')[1].ariaSort";

    @TempDir
    private static Path folder;

    private Browser browser;
    private Path page;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Optional<Path> program = Browser.program();
        if (program.isEmpty()) {
            System.out.println("no browser is installed: the report's browser test is skipped");
        }
        assumeTrue(program.isPresent(), "no browser is installed");
        browser = Browser.open(program.orElseThrow());
        page = folder.resolve("report.html");
        Files.writeString(page, HtmlFormat.render(Report.of(Samples.grid(5))));
    }

    @BeforeEach
    void visit() throws InterruptedException {
        browser.size(1280, 900, "light");
        browser.visit(page);
    }

    @AfterEach
    void staysSilentAndAlone() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(address -> address.startsWith("file:"));
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "360, light", "360, dark"})
    @DisplayName("draws every chart, and nothing is wider than the screen")
    void drawsAtEveryWidth(int width, String colours) throws InterruptedException {
        browser.size(width, 12_000, colours);
        browser.visit(page);
        browser.until(DRAWN + " === " + CHARTS);
        assertThat(browser.evaluate(CHARTS).asInt()).isEqualTo(7);
        assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
                .isLessThanOrEqualTo(width);
    }

    @Nested
    class Ranking {
        private static final String FIRST = "document.querySelector('#ranking tbody tr').dataset.c";

        @Test
        @DisplayName("is sorted by the column that is clicked, and the other way by a second click")
        void sorts() {
            assertThat(browser.evaluate(FIRST).asString()).isNotEqualTo("parent-1");
            browser.evaluate("document.querySelectorAll('#ranking th button')[0].click()");
            browser.evaluate("document.querySelectorAll('#ranking th button')[0].click()");
            assertThat(browser.evaluate(FIRST).asString())
                    .isEqualTo(browser.evaluate(
                                    "[...document.querySelectorAll('#ranking table')[0].tBodies[0].rows].sort((a, b) => b.cells[0].dataset.v - a.cells[0].dataset.v)[0].dataset.c")
                            .asString());
            assertThat(browser.evaluate("document.querySelector('#ranking th').getAttribute('aria-sort')")
                            .asString())
                    .isEqualTo("descending");
        }

        @Test
        @DisplayName("shows a chosen candidate in every other table too")
        void selects() {
            browser.evaluate("document.querySelector('#ranking tbody tr').click()");
            assertThat(browser.evaluate(
                                    "new Set([...document.querySelectorAll('tr.chosen')].map(r => r.dataset.c)).size")
                            .asInt())
                    .isEqualTo(1);
            assertThat(browser.evaluate("document.querySelectorAll('#domains tr.chosen').length")
                            .asInt())
                    .isPositive();
            assertThat(browser.evaluate("document.getElementById('chosen').textContent")
                            .asString())
                    .isEqualTo("1 selected");
        }

        @Test
        @DisplayName("keeps only what the filter's words are in")
        void filters() {
            browser.evaluate(
                    "{const f = document.getElementById('filter'); f.value = 'uniform'; f.dispatchEvent(new Event('input'))}");
            assertThat(browser.evaluate(
                                    "document.querySelectorAll('#ranking table')[0].querySelectorAll('tbody tr:not(.out)').length")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName("a candidate that is chosen in one chart is chosen in every table and stands out in the other charts")
    void linked() throws InterruptedException {
        browser.size(1280, 12_000, "light");
        browser.visit(page);
        browser.until(DRAWN + " === " + CHARTS);
        browser.evaluate("void echarts.getInstanceByDom(document.querySelector('#chart-parallel .canvas'))"
                + ".trigger('click', {data: {candidate: 'parent-1'}})");
        assertThat(browser.evaluate("[...document.querySelectorAll('#ranking tr.chosen')].map(r => r.dataset.c).join()")
                        .asString())
                .isEqualTo("parent-1");
        browser.until(
                "echarts.getInstanceByDom(document.querySelector('#chart-trade-off-0 .canvas')).getOption().series[1]"
                        + ".data.find(p => p.candidate === 'parent-1').symbolSize === 18");
    }

    @Test
    @DisplayName("is readable as tables where scripts are off")
    void readsWithoutScripts() throws InterruptedException {
        browser.scripts(false);
        try {
            browser.visit(page);
            assertThat(browser.evaluate("getComputedStyle(document.querySelector('.canvas')).display")
                            .asString())
                    .isEqualTo("none");
            assertThat(browser.evaluate("document.querySelectorAll('#ranking svg.bar').length")
                            .asInt())
                    .isEqualTo(25);
            assertThat(browser.evaluate("getComputedStyle(document.querySelector('.tools')).display")
                            .asString())
                    .isEqualTo("none");
        } finally {
            browser.scripts(true);
        }
    }

    @Test
    @DisplayName("a live page becomes the report by itself")
    void live(@TempDir Path run) throws IOException, InterruptedException {
        SmallRun small = SmallRun.begin(run);
        LiveReport report = new LiveReport(run, "small");
        try (LiveServer server = LiveServer.start(report, 0)) {
            browser.visit(server.address());
            browser.until("document.querySelector('h1').textContent === 'Nothing can be ranked yet.'");
            small.finish();
            report.hear(new RunProgress.Standing("confirm", 4, 90, 96, 1_000, "", Double.NaN, 1));
            browser.until("document.querySelectorAll('#ranking th button').length > 1");
            browser.evaluate("document.querySelectorAll('#ranking th button')[1].click()");
            browser.evaluate("document.querySelector('#ranking tr[data-c=\"parent-1\"]').click()");
            browser.evaluate(
                    "{const f = document.getElementById('filter'); f.value = 'PARENT-'; f.dispatchEvent(new Event('input'))}");
            String view = browser.evaluate(VIEW).asString();
            report.finish();
            browser.visit(server.address());
            assertThat(browser.evaluate(VIEW).asString())
                    .as("chosen, filtered and sorted rows after the page was made anew")
                    .isEqualTo(view)
                    .contains("parent-1 chosen")
                    .contains("bbbbbbbbbbbb out");
            assertThat(browser.requests()).allMatch(server.address().toString()::equals);
        }
        browser.visit(page);
    }

    @Test
    @DisplayName("opens with 1,000 candidates in under 2 s of processor time")
    void opensQuickly() throws IOException, InterruptedException {
        Path large = folder.resolve("large.html");
        Files.writeString(large, HtmlFormat.render(Report.of(Samples.grid(32))));
        double before = browser.seconds();
        browser.visit(large);
        browser.until("document.querySelector('tr[data-c]').tabIndex === 0");
        double seconds = browser.seconds() - before;
        System.out.printf(
                Locale.ROOT,
                "1,024 candidates: a page of %.2f MB opens in %.2f s of the browser's processor time%n",
                Files.size(large) / 1e6,
                seconds);
        assertThat(seconds).as("seconds").isLessThan(2);
    }
}
