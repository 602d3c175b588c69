package dev.mergesweep.reports.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mergesweep.reports.SmallRun;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.learn.SlopeTable;
import dev.mergesweep.sweep.learn.SlopeTable.DomainSlopes;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.store.RunStore;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What slopes predicted, from a real store. */
class MapSectionTest {
    @TempDir
    private Path folder;

    /** The objective without its noise is 1.5 + (t - 0.5)^2. */
    static Lessons lessons(Step... steps) {
        TreeMap<Double, SlopeTable> map = new TreeMap<>();
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            double away = t - 0.5;
            List<DomainSlopes> domains = Stream.of("stories", "sums")
                    .map(domain -> new DomainSlopes(domain, 1000, 1.5 + away * away, List.of(2 * away), List.of(0.01)))
                    .toList();
            map.put(t, new SlopeTable(List.of(SmallRun.TENSOR), domains));
        }
        return new Lessons(map, Map.of("stories", 0.5, "sums", 0.5), new TreeMap<>(), 9, 0.5, List.of(steps));
    }

    @Test
    @DisplayName("stands beside what was measured, the best first")
    void beside() throws IOException {
        SmallRun.begin(folder).finish();
        try (RunStore store = RunStore.open(folder, null)) {
            store.note(lessons());
        }
        Section section = Objects.requireNonNull(MapSection.of(StoredEvidence.of(StoredRun.read(folder), List.of())));
        assertThat(section.blocks().getFirst())
                .isEqualTo(new Block.Paragraph(
                        "Passes forward and back at t = 0.25, 0.5, 0.75 everywhere, at the cost of 9.0"
                                + " candidates, tell how the objective changes with the t of every tensor, and so what any merge would"
                                + " score. Every merge that is scored teaches what tensors do to each other when they move"
                                + " apart, which slopes do not tell. The two pictures are estimates without their errors;"
                                + " predictions have them."));
        assertThat(((Table) section.blocks().getLast()).lines())
                .extracting(line -> line.cells().get(1))
                .containsExactly(
                        new Table.Cell.Number(1.5, "1.5000 ± 0.0001"),
                        new Table.Cell.Number(1.5625, "1.5625 ± 0.0001"));
    }

    @Test
    @DisplayName("is not there where nothing was learned")
    void nothing() throws IOException {
        SmallRun.begin(folder).finish();
        assertThat(MapSection.of(StoredEvidence.of(StoredRun.read(folder), List.of())))
                .isNull();
    }
}
