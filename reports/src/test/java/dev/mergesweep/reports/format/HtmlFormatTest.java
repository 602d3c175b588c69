package dev.mergesweep.reports.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.reports.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlFormatTest {
    private static final Path PAGES = Path.of("target", "report-pages");

    @ParameterizedTest
    @ValueSource(ints = {5, 32})
    @DisplayName("is one file of at most 5 MB, the same in every byte when written twice")
    void oneSmallFile(int steps) throws IOException {
        String page = HtmlFormat.render(Report.of(Samples.grid(steps)));
        assertThat(page.length()).isLessThan(5_000_000);
        assertThat(page).isEqualTo(HtmlFormat.render(Report.of(Samples.grid(steps))));
        Files.createDirectories(PAGES);
        Files.writeString(PAGES.resolve("grid-" + steps + ".html"), page);
    }
}
