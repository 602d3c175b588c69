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

/** Reports of runs unlike the quickstart, as a reader's browser has them. Skipped where no browser is installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnusualInBrowserTest {
    private static final String DRAWN =
            "[...document.querySelectorAll('.canvas')].every(c => c.querySelector('svg path, canvas'))";

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

    /** Everything is on the screen, and so drawn. */
    private void show(Evidence evidence, int width) throws IOException, InterruptedException {
        Path page = folder.resolve("report.html");
        Files.writeString(page, HtmlFormat.render(Report.of(evidence)));
        browser.size(width, 14_000, "light");
        browser.visit(page);
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
        show(Unusual.learned(), 1280);
        assertThat(words("[...document.querySelectorAll('[id]')].map(e => e.id)"))
                .doesNotHaveDuplicates()
                .contains("map", "chart-map", "chart-slopes");
        assertThat(
                        words(
                                "echarts.getInstanceByDom(document.querySelector('#chart-slopes .canvas')).getOption().title.map(t => t.text)"))
                .containsExactly("all at t = 0.25", "all at t = 0.5", "all at t = 0.75");
    }
}
