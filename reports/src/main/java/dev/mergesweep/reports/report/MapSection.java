package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Evidence.Schedule;
import dev.mergesweep.reports.report.Evidence.TensorFigure;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import dev.mergesweep.sweep.learn.Agreement;
import dev.mergesweep.sweep.learn.Bounds;
import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.learn.DiagonalMap.Curve;
import dev.mergesweep.sweep.learn.Lessons;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What slopes at a few uniform t say of the whole space, and how far that was right. */
final class MapSection {
    private static final int SHOWN = 20;
    private static final Bounds BETWEEN = new Bounds(0, 1);

    private MapSection() {}

    /**
     * A merge on the search texts.
     *
     * @param predicted objective, by the map
     */
    private record Compared(Row row, double predicted) {}

    static @Nullable Section of(Evidence evidence) {
        Lessons lessons = evidence.search().lessons();
        if (lessons.map().isEmpty()) {
            return null;
        }
        DiagonalMap map = lessons.asMap();
        List<Compared> compared = compared(evidence, map);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(text(lessons, compared)));
        blocks.add(best(map));
        if (!compared.isEmpty()) {
            blocks.add(table(compared));
        }
        return new Section("map", "What slopes predict", blocks);
    }

    private static String text(Lessons lessons, List<Compared> compared) {
        String points = lessons.map().keySet().stream().map(Wording::brief).collect(Collectors.joining(", "));
        String made = String.format(
                Locale.ROOT,
                "Passes forward and back at t = %s everywhere, at the cost of %.1f candidates, tell how the objective changes with the t "
                        + "of every tensor, and so what any merge would score.",
                points,
                lessons.cost());
        Agreement agreement = Agreement.of(
                compared.stream().mapToDouble(Compared::predicted).toArray(),
                compared.stream()
                        .mapToDouble(each -> each.row().objective().value())
                        .toArray());
        return agreement.merges() < 3
                ? made
                : made
                        + String.format(
                                Locale.ROOT,
                                " Of the %d merges that were scored, prediction and measurement agree with a rank correlation of %.3f "
                                        + "and an error of %.4f nats a token.",
                                agreement.merges(),
                                agreement.rankCorrelation(),
                                agreement.error());
    }

    private static List<Compared> compared(Evidence evidence, DiagonalMap map) {
        Map<String, Map<String, @Nullable Double>> schedules = new HashMap<>();
        for (Schedule schedule : evidence.schedules()) {
            Map<String, @Nullable Double> t = new HashMap<>();
            schedule.tensors().forEach(figure -> t.put(figure.tensor(), figure.value()));
            schedules.put(schedule.candidate(), t);
        }
        List<Compared> compared = new ArrayList<>();
        for (Row row : evidence.search().ranking().rows()) {
            Map<String, @Nullable Double> schedule = schedules.get(row.entry().candidate());
            if (row.entry().kind() != Entry.Kind.PARENT && schedule != null && !schedule.isEmpty()) {
                compared.add(new Compared(row, map.predicted(schedule)));
            }
        }
        return compared;
    }

    /** The t of every tensor at which the objective is smallest, all others left in the middle. */
    private static Chart best(DiagonalMap map) {
        List<TensorFigure> figures = new ArrayList<>();
        map.curves().forEach((tensor, curve) -> figures.add(new TensorFigure(tensor, best(curve))));
        TensorGrid grid = TensorGrid.of(figures);
        List<TensorFigure> uniform = figures.stream()
                .map(figure -> new TensorFigure(figure.tensor(), map.middle()))
                .toList();
        return new Chart.TensorMap(
                "map",
                "The t that is best for each tensor by itself, beside the uniform one",
                Chart.Scale.T,
                grid.columns(),
                grid.parts(),
                List.of(
                        new Chart.Panel(null, "best by the map", grid.patches(figures)),
                        new Chart.Panel(null, "t = " + Wording.brief(map.middle()), grid.patches(uniform))));
    }

    private static double best(Curve curve) {
        double best = curve.middle();
        for (int i = 0; i <= 100; i++) {
            double t = BETWEEN.clamp(i / 100.0);
            best = curve.value(t) < curve.value(best) ? t : best;
        }
        return best;
    }

    private static Table table(List<Compared> compared) {
        List<Column> columns = List.of(
                Column.of("Candidate"),
                new Column("Predicted", "objective on the search documents, by the map"),
                new Column("Measured", "objective on the search documents"),
                new Column("Measured less predicted", "nats a token"));
        List<Line> lines = compared.stream()
                .limit(SHOWN)
                .map(each -> new Line(
                        each.row().entry().candidate(),
                        List.of(),
                        List.of(
                                new Cell.Candidate(
                                        each.row().entry().candidate(),
                                        Wording.axes(each.row().entry())),
                                number(each.predicted()),
                                number(each.row().objective().value()),
                                number(each.row().objective().value() - each.predicted()))))
                .toList();
        return new Table("the best by measurement", columns, lines);
    }

    static Cell number(double value) {
        return new Cell.Number(value, String.format(Locale.ROOT, "%.4f", value));
    }
}
