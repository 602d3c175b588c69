package dev.mergesweep.reports.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mergesweep.reports.SmallRun;
import dev.mergesweep.reports.report.Chart.Mark;
import dev.mergesweep.reports.report.Chart.Track;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.store.RunStore;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches on one axis of cost. */
class CourseSectionTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void descended() throws IOException {
        SmallRun.begin(folder).finish();
        try (RunStore store = RunStore.open(folder, null)) {
            store.note(MapSectionTest.lessons(
                    new Step(Step.START, 0, 1.75, true),
                    new Step(0, 9.5, 1.5, true),
                    new Step(4, 12, 1.625, false),
                    new Step(8, 14.5, 1.25, true)));
        }
    }

    @Test
    @DisplayName("a descent's steps are drawn as the best so far, against its start")
    void steps() throws IOException {
        Evidence evidence = StoredEvidence.of(StoredRun.read(folder), List.of());
        assertThat(evidence.search().tracks())
                .containsExactly(new Track(
                        "steps of the descent, on documents held back",
                        List.of(new Mark(0, 0), new Mark(9.5, -0.25), new Mark(12, -0.25), new Mark(14.5, -0.5))));
        Section section = CourseSection.of(evidence);
        assertThat(section).isNotNull();
        assertThat(section.blocks()).last().isInstanceOf(Chart.Course.class);
    }

    @Test
    @DisplayName("a run that learned nothing has no such section")
    void nothing() throws IOException {
        try (RunStore store = RunStore.open(folder, null)) {
            store.note(new Lessons(new TreeMap<>(), Map.of(), new TreeMap<>(), 0, 0, List.of()));
        }
        assertThat(CourseSection.of(StoredEvidence.of(StoredRun.read(folder), List.of())))
                .isNull();
    }

    @Test
    @DisplayName("a run on other documents is refused")
    void others() throws IOException {
        StoredRun run = StoredRun.read(folder);
        StoredRun other = new StoredRun(
                Path.of("runs/other"),
                run.head(),
                run.candidates(),
                run.documents().subList(0, 10),
                run.scaled(),
                run.failures(),
                run.drops(),
                run.angles(),
                run.lessons(),
                run.clock());
        assertThatThrownBy(() -> StoredEvidence.beside(run, List.of(other)))
                .hasMessage("runs/other: was scored on other documents than " + folder
                        + ". Lines on one axis need the same texts and split");
    }
}
