package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.space.Learned;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way of a descent, and what recipes shorter than the one it ended with cost. */
final class DescentSection {
    private DescentSection() {}

    static @Nullable Section of(Evidence evidence) {
        Lessons lessons = evidence.search().lessons();
        List<Row> learned = evidence.search().ranking().rows().stream()
                .filter(DescentSection::learned)
                .toList();
        if (learned.isEmpty()) {
            return null;
        }
        List<Block> blocks = new ArrayList<>();
        blocks.add(recipes(learned, evidence));
        if (!lessons.steps().isEmpty()) {
            blocks.add(new Block.Paragraph(
                    "The way there, seen on search documents that no step read. A pass forward and back counts as "
                            + "three scorings of the same texts; a grid pays one candidate a row."));
            blocks.add(way(lessons));
        }
        return new Section("descent", "What was learned, and in how few words it can be said", blocks);
    }

    private static boolean learned(Row row) {
        return row.entry().axes() != null && row.entry().axes().containsKey(Learned.AXIS);
    }

    private static Table recipes(List<Row> learned, Evidence evidence) {
        double best = learned.getFirst().objective().value();
        Map<String, Row> ranked = evidence.ranking().rows().stream()
                .collect(Collectors.toMap(row -> row.entry().candidate(), row -> row));
        List<Column> columns = List.of(
                Column.of("Recipe"),
                new Column("Different t", "the measure of its simplicity"),
                new Column("On the search documents", "objective in nats a token, without its interval"),
                new Column("Worse than the best", "in perplexity on the search documents, without its interval"),
                new Column(
                        evidence.ranking().sample().split().equals("confirm") ? "On the confirm documents" : "On all",
                        "change of perplexity against "
                                + evidence.ranking().against().candidate() + ", with its 95\u00a0% interval"));
        return new Table(
                "",
                columns,
                learned.stream()
                        .map(row -> line(row, best, ranked.get(row.entry().candidate())))
                        .toList());
    }

    private static Line line(Row row, double best, @Nullable Row confirmed) {
        double worse = 100 * Math.expm1(row.objective().value() - best);
        Row.@Nullable Difference difference = confirmed == null ? null : confirmed.difference();
        return new Line(
                row.entry().candidate(),
                List.of(),
                List.of(
                        new Cell.Candidate(row.entry().candidate(), Wording.axes(row.entry())),
                        RankingSection.number(row.entry().differentT()),
                        MapSection.number(row.objective().value()),
                        new Cell.Number(worse, Wording.percent(worse)),
                        difference == null
                                ? new Cell.None()
                                : new Cell.Interval(
                                        difference.percent().value(),
                                        difference.percent().low(),
                                        difference.percent().high())));
    }

    private static Cell number(Step step, Lessons lessons) {
        return switch (step.number()) {
            case Step.START -> new Cell.Text("t = %s everywhere".formatted(Wording.brief(lessons.start())));
            case 0 -> new Cell.Text("the map's optimum");
            default -> RankingSection.number(step.number());
        };
    }

    private static Table way(Lessons lessons) {
        List<Column> columns = List.of(
                Column.of("Step"),
                new Column("Cost", "candidates scored on the search documents"),
                new Column("Objective", "on the documents held back, nats a token"),
                new Column("Kept", "the best so far"));
        return new Table(
                "",
                columns,
                lessons.steps().stream()
                        .map(step -> Line.of(
                                number(step, lessons),
                                new Cell.Number(step.cost(), String.format(Locale.ROOT, "%.1f", step.cost())),
                                MapSection.number(step.value()),
                                new Cell.Text(step.kept() ? "yes" : "")))
                        .toList());
    }
}
