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
import dev.mergesweep.sweep.learn.Prediction;
import dev.mergesweep.sweep.learn.Predictor;
import dev.mergesweep.sweep.learn.Predictor.Measured;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What slopes at a few uniform t say of the whole space, and how far that was right. */
final class MapSection {
    private static final int SHOWN = 20;

    /** Merges compared at most, the best: every one is predicted from all others. */
    private static final int MOST = 500;

    /** Of t, that slopes are shown as. */
    private static final double STEP = 0.1;

    private static final Bounds BETWEEN = new Bounds(0, 1);

    private MapSection() {}

    /**
     * A merge on the search texts.
     *
     * @param slopes what slopes alone predict
     * @param others what they and the scores of all other merges predict
     */
    private record Compared(Row row, Prediction slopes, Prediction others) {
        double measured() {
            return row.objective().value();
        }
    }

    static @Nullable Section of(Evidence evidence) {
        Lessons lessons = evidence.search().lessons();
        if (lessons.map().isEmpty()) {
            return null;
        }
        DiagonalMap map = lessons.asMap();
        List<Compared> compared =
                compared(evidence, lessons, List.copyOf(map.curves().sequencedKeySet()));
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(text(lessons, compared)));
        blocks.add(slopes(map));
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
                        + "of every tensor, and so what any merge would score. Every merge that is scored teaches what "
                        + "tensors do to each other when they move apart, which slopes do not tell. The two pictures are estimates without their errors; "
                        + "predictions have them.",
                points,
                lessons.cost());
        double[] measured = compared.stream().mapToDouble(Compared::measured).toArray();
        Agreement slopes = agreement(compared, Compared::slopes, measured);
        Agreement others = agreement(compared, Compared::others, measured);
        return slopes.merges() < 3
                ? made
                : made
                        + String.format(
                                Locale.ROOT,
                                " Of the %d merges that were scored, slopes alone predict the order with a rank correlation of %.3f and "
                                        + "an error of %.4f nats a token; together with the scores of the others %.3f and %.4f.",
                                slopes.merges(),
                                slopes.rankCorrelation(),
                                slopes.error(),
                                others.rankCorrelation(),
                                others.error());
    }

    private static Agreement agreement(
            List<Compared> compared, Function<Compared, Prediction> predicted, double[] measured) {
        return Agreement.of(
                compared.stream()
                        .mapToDouble(each -> predicted.apply(each).value())
                        .toArray(),
                measured);
    }

    private static List<Compared> compared(Evidence evidence, Lessons lessons, List<String> tensors) {
        Map<String, Map<String, Double>> schedules = new HashMap<>();
        for (Schedule schedule : evidence.schedules()) {
            Map<String, Double> t = new HashMap<>();
            schedule.tensors().forEach(figure -> t.put(figure.tensor(), figure.value()));
            schedules.put(schedule.candidate(), t);
        }
        List<Row> rows = new ArrayList<>();
        List<Measured> scored = new ArrayList<>();
        for (Row row : evidence.search().ranking().rows()) {
            Map<String, Double> schedule = schedules.getOrDefault(row.entry().candidate(), Map.of());
            if (row.entry().kind() != Entry.Kind.PARENT && !schedule.isEmpty() && rows.size() < MOST) {
                rows.add(row);
                scored.add(new Measured(
                        tensors.stream()
                                .map(tensor -> schedule.getOrDefault(tensor, 0.0))
                                .toList(),
                        row.objective().value()));
            }
        }
        Predictor untaught = lessons.predictor();
        List<Prediction> others = untaught.taught(scored).withoutItself();
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Compared(
                        rows.get(i),
                        untaught.at(scored.get(i).t().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()),
                        others.get(i)))
                .toList();
    }

    /** Where t matters, and which way. */
    private static Chart slopes(DiagonalMap map) {
        TensorGrid grid = TensorGrid.of(map.curves().keySet().stream()
                .map(tensor -> new TensorFigure(tensor, 0))
                .toList());
        List<Chart.Panel> panels = map.seen().keySet().stream()
                .map(t -> new Chart.Panel(
                        null,
                        "all at t = " + Wording.brief(t),
                        grid.patches(map.curves().entrySet().stream()
                                .map(curve -> new TensorFigure(
                                        curve.getKey(),
                                        100 * Math.expm1(STEP * curve.getValue().slope(t))))
                                .toList())))
                .toList();
        return new Chart.TensorMap(
                "slopes",
                "What a t higher by 0.1 does, tensor by tensor",
                Chart.Scale.PERCENT,
                grid.columns(),
                grid.parts(),
                panels);
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
                new Column(
                        "By slopes alone",
                        "predicted objective on the search documents, nats a token, ± one standard error"),
                new Column("With the others' scores", "the same, by slopes and all scores but its own"),
                new Column("Measured", "objective on the search documents, nats a token, without its interval"),
                new Column("Measured less predicted", "by slopes alone, nats a token"));
        List<Line> lines = compared.stream()
                .limit(SHOWN)
                .map(each -> new Line(
                        each.row().entry().candidate(),
                        List.of(),
                        List.of(
                                new Cell.Candidate(
                                        each.row().entry().candidate(),
                                        Wording.axes(each.row().entry())),
                                predicted(each.slopes()),
                                predicted(each.others()),
                                number(each.measured()),
                                number(each.measured() - each.slopes().value()))))
                .toList();
        return new Table(compared.size() > SHOWN ? "The %d best by measurement".formatted(SHOWN) : "", columns, lines);
    }

    private static Cell predicted(Prediction prediction) {
        return new Cell.Number(
                prediction.value(), String.format(Locale.ROOT, "%.4f ± %.4f", prediction.value(), prediction.error()));
    }

    static Cell number(double value) {
        return new Cell.Number(value, Wording.nats(value));
    }
}
