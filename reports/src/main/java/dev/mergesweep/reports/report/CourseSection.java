package dev.mergesweep.reports.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What searches got for what they paid. */
final class CourseSection {
    private static final String TEXT =
            "Every line is a search: how much better than t = 0.5 everywhere its best was, once so much was paid. A pass forward and "
                    + "back counts as three candidates; t = 0.5 itself and the parents are scored in every run and are not counted. A "
                    + "descent's steps are seen on search documents that no step reads, all else on the whole of them.";

    private CourseSection() {}

    static @Nullable Section of(Evidence evidence) {
        List<Chart.Track> tracks = evidence.search().tracks();
        return tracks.isEmpty()
                ? null
                : new Section(
                        "course",
                        "What the search got for what it paid",
                        List.of(
                                new Block.Paragraph(TEXT),
                                new Chart.Course("course", "The objective over its cost", tracks)));
    }
}
