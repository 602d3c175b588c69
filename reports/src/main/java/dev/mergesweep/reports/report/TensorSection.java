package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Evidence.Schedule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which parent each tensor of the leaders leans to. */
final class TensorSection {
    private static final int LEADERS = 6;

    private TensorSection() {}

    static @Nullable Section of(Evidence evidence) {
        List<Schedule> leaders = evidence.ranking().rows().stream()
                .filter(row -> row.entry().kind() != Entry.Kind.PARENT)
                .flatMap(row -> evidence.schedules().stream()
                        .filter(schedule ->
                                schedule.candidate().equals(row.entry().candidate())))
                .filter(schedule -> !schedule.tensors().isEmpty())
                .limit(LEADERS)
                .toList();
        if (leaders.isEmpty()) {
            return null;
        }
        TensorGrid grid = TensorGrid.of(leaders.getFirst().tensors());
        List<Chart.Panel> panels = leaders.stream()
                .map(leader -> new Chart.Panel(
                        leader.candidate(), title(leader.candidate(), evidence), grid.patches(leader.tensors())))
                .toList();
        Chart map = new Chart.TensorMap(
                "schedules", "t by layer and tensor", Chart.Scale.T, grid.columns(), grid.parts(), panels);
        return new Section(
                "schedules",
                "What the leaders take from which parent",
                List.of(
                        new Block.Paragraph("The t of every tensor: 0 is the base model, 1 the other parent. "
                                + "Layers run from left to right; the embedding stands before them, the head behind."),
                        map));
    }

    private static String title(String candidate, Evidence evidence) {
        return evidence.ranking().rows().stream()
                .filter(row -> row.entry().candidate().equals(candidate))
                .findFirst()
                .map(TensorSection::title)
                .orElse(candidate);
    }

    private static String title(Row row) {
        return "%d. %s".formatted(row.standing().rank(), Wording.name(row.entry()));
    }
}
