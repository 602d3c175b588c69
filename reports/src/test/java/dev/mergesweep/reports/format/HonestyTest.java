package dev.mergesweep.reports.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Chart.Dot;
import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.reports.report.Report;
import dev.mergesweep.reports.report.Section;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a report says of how sure its figures are, in words and in every format that people read. */
class HonestyTest {
    private static final Evidence RUN = Samples.grid(5);

    @Test
    @DisplayName("the first lines say that the winner cannot be told from others")
    void tiedForFirst() {
        assertThat(Report.of(RUN).headline().uncertainty())
                .endsWith("It cannot be told from 3 others that are tied with it for first. "
                        + "Measured on documents that the search never saw (61 stories, 58 sums).");
    }

    @Test
    @DisplayName(
            "a perplexity has its interval, in Markdown as in HTML, and every column's meaning stands below the table")
    void intervals() {
        String text = MarkdownFormat.render(Report.of(RUN));
        String page = HtmlFormat.render(Report.of(RUN));
        double best = Math.exp(RUN.ranking().rows().getFirst().objective().value());
        assertThat(text)
                .contains("| %.3f (%.3f–%.3f) |".formatted(best, best * Math.exp(-0.06), best * Math.exp(0.06)));
        assertThat(page)
                .contains("%.3f<span class=\"ends\">%.3f–%.3f</span>"
                        .formatted(best, best * Math.exp(-0.06), best * Math.exp(0.06)));
        String ranks = "Ranks: where 95\u00a0% of resamples put it: how the order moves, no confidence interval.";
        assertThat(text).contains(ranks);
        assertThat(page).contains(ranks);
    }

    @Test
    @DisplayName("checkpoints have no t, and so no empty picture of it")
    void checkpoints() {
        Evidence alone = new Evidence(
                RUN.ranking(),
                RUN.search(),
                RUN.entries(),
                RUN.schedules().stream()
                        .map(schedule -> new Evidence.Schedule(schedule.candidate(), List.of()))
                        .toList(),
                List.of(),
                RUN.cost(),
                RUN.provenance(),
                null);
        assertThat(Report.of(alone).sections()).extracting(Section::id).doesNotContain("schedules", "parents");
    }

    @Test
    @DisplayName("the front is a line where it goes down all the way, which that of three domains may not do")
    void stairs() {
        assertThat(Dot.stairs(List.of(dot(1, 3), dot(2, 3), dot(3, 1)))).isTrue();
        assertThat(Dot.stairs(List.of(dot(1, 3), dot(2, 1), dot(3, 2)))).isFalse();
    }

    private static Dot dot(double x, double y) {
        return new Dot("aaaaaaaaaaaa", "", x, y, Chart.Role.MERGE, true);
    }
}
