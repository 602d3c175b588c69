package dev.mergesweep.reports.report;

import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The figures of a chart as a table; where that would repeat the ranking, only what stands out in the picture. */
final class ChartTables {
    private static final int STRANDS = 20;

    private ChartTables() {}

    static Table of(Chart chart) {
        return switch (chart) {
            case Chart.Response response -> response(response);
            case Chart.TensorMap map -> map(map);
            case Chart.TradeOff tradeOff -> tradeOff(tradeOff);
            case Chart.Parallel parallel -> parallel(parallel);
            case Chart.Race race -> race(race);
            case Chart.Course course -> course(course);
        };
    }

    private static Table response(Chart.Response chart) {
        return new Table(
                chart.title(),
                List.of(
                        Column.of(chart.axis()),
                        Column.of("Candidate"),
                        new Column(
                                "against " + chart.reference(),
                                "change of perplexity in percent, with its 95\u00a0% interval")),
                chart.readings().stream()
                        .filter(Chart.Reading::onCurve)
                        .map(reading -> line(
                                reading.candidate(),
                                number(reading.x()),
                                new Cell.Candidate(reading.candidate(), reading.label()),
                                new Cell.Interval(reading.percent(), reading.low(), reading.high())))
                        .toList());
    }

    /** A line a panel and kind of tensor, a column a layer. */
    private static Table map(Chart.TensorMap chart) {
        List<Column> columns = new ArrayList<>(List.of(Column.of("Candidate"), Column.of("Tensor")));
        chart.columns().forEach(column -> columns.add(Column.of(column)));
        List<Line> lines = new ArrayList<>();
        for (Chart.Panel panel : chart.panels()) {
            for (int part = 0; part < chart.parts().size(); part++) {
                List<Cell> cells = new ArrayList<>();
                cells.add(new Cell.Text(panel.label()));
                cells.add(new Cell.Text(chart.parts().get(part)));
                cells.addAll(values(panel, part, chart.columns().size()));
                lines.add(new Line(panel.candidate(), List.of(), cells));
            }
        }
        return new Table(chart.title() + ": " + chart.scale().words(), columns, lines);
    }

    private static List<Cell> values(Chart.Panel panel, int part, int columns) {
        List<Cell> cells = new ArrayList<>(Collections.nCopies(columns, new Cell.None()));
        for (Chart.Patch patch : panel.patches()) {
            if (patch.part() == part) {
                cells.set(patch.column(), number(patch.value()));
            }
        }
        return cells;
    }

    private static Table tradeOff(Chart.TradeOff chart) {
        return new Table(
                "Perplexity, " + chart.title(),
                List.of(
                        Column.of("Candidate"),
                        Column.of(chart.horizontal()),
                        Column.of(chart.vertical()),
                        Column.of("On the front")),
                chart.dots().stream()
                        .filter(dot -> dot.front() || dot.role() != Chart.Role.MERGE)
                        .map(dot -> line(
                                dot.candidate(),
                                new Cell.Candidate(dot.candidate(), dot.label()),
                                RankingSection.perplexity(dot.x()),
                                RankingSection.perplexity(dot.y()),
                                new Cell.Text(dot.front() ? "yes" : "no")))
                        .toList());
    }

    private static Table parallel(Chart.Parallel chart) {
        List<Column> columns = new ArrayList<>(List.of(Column.of("Candidate")));
        chart.dimensions().forEach(dimension -> columns.add(Column.of(dimension.name())));
        return new Table(
                chart.title(),
                columns,
                chart.strands().stream()
                        .limit(STRANDS)
                        .map(strand -> line(strand, chart.dimensions()))
                        .toList());
    }

    private static Line line(Chart.Strand strand, List<Chart.Dimension> dimensions) {
        List<Cell> cells = new ArrayList<>(List.of(new Cell.Candidate(strand.candidate(), "")));
        for (int i = 0; i < dimensions.size(); i++) {
            List<String> categories = dimensions.get(i).categories();
            double value = strand.values().get(i);
            cells.add(categories.isEmpty() ? number(value) : new Cell.Text(categories.get((int) value)));
        }
        return new Line(strand.candidate(), List.of(), cells);
    }

    private static Table race(Chart.Race chart) {
        return new Table(
                chart.title(),
                List.of(Column.of("Share of the search documents"), Column.of("Candidates")),
                chart.rungs().stream()
                        .map(rung -> Line.of(
                                new Cell.Number(rung.share(), Wording.share(rung.share())),
                                RankingSection.number(rung.candidates())))
                        .toList());
    }

    private static Table course(Chart.Course chart) {
        return new Table(
                chart.title(),
                List.of(
                        Column.of("Search"),
                        new Column("Cost", "in candidates scored on the search documents"),
                        new Column("Against t = 0.5", "nats a token, without its interval")),
                chart.tracks().stream()
                        .flatMap(track -> track.marks().stream()
                                .map(mark -> Line.of(
                                        new Cell.Text(track.name()),
                                        new Cell.Number(mark.cost(), String.format(Locale.ROOT, "%.1f", mark.cost())),
                                        MapSection.number(mark.value()))))
                        .toList());
    }

    private static Line line(String candidate, Cell... cells) {
        return new Line(candidate, List.of(), List.of(cells));
    }

    private static Cell number(double value) {
        return new Cell.Number(value, Wording.brief(value));
    }
}
