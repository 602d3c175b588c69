package dev.mergesweep.reports.format;

import dev.mergesweep.reports.report.Table;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Wording;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A table with what only a page needs: the scale that the intervals of a column share.
 *
 * @param scales one a column
 */
public record HtmlTable(Table table, List<Scale> scales) {
    public HtmlTable {
        scales = List.copyOf(scales);
    }

    static HtmlTable of(Table table) {
        return new HtmlTable(
                table,
                IntStream.range(0, table.columns().size())
                        .mapToObj(column -> Scale.of(table, column))
                        .toList());
    }

    /** Whether a column holds figures, which stand to the right. */
    public boolean figures(int column) {
        return table.lines().stream()
                .map(line -> line.cells().get(column))
                .anyMatch(cell -> cell instanceof Cell.Number || cell instanceof Cell.Estimate);
    }

    public boolean intervals(int column) {
        return table.lines().stream()
                .map(line -> line.cells().get(column))
                .anyMatch(cell -> cell instanceof Cell.Interval);
    }

    /** Whether two bars or more stand side by side, with less room for each. */
    public boolean severalIntervals() {
        return IntStream.range(0, table.columns().size())
                        .filter(this::intervals)
                        .count()
                > 1;
    }

    /** Which side of zero the whole interval is on; {@code unsure} where zero is in it. */
    public static String side(Cell.Interval interval) {
        if (interval.high() < 0) {
            return "better";
        }
        return interval.low() > 0 ? "worse" : "unsure";
    }

    /** What sorting compares. */
    public static String key(Cell cell) {
        return switch (cell) {
            case Cell.Text(String text) -> text;
            case Cell.Candidate(String id, String _) -> id;
            case Cell.Number(double value, String _) -> Double.toString(value);
            case Cell.Estimate(double value, String _, String _) -> Double.toString(value);
            case Cell.Interval(double value, double _, double _) -> Double.toString(value);
            case Cell.None() -> "";
        };
    }

    /** What a person reads. */
    public static String text(Cell cell) {
        return switch (cell) {
            case Cell.Text(String text) -> text;
            case Cell.Candidate(String id, String label) -> label.isEmpty() ? id : id + " " + label;
            case Cell.Number(double _, String text) -> text;
            case Cell.Estimate(double _, String text, String interval) -> text + " (" + interval + ")";
            case Cell.Interval(double value, double low, double high) ->
                low == high
                        ? Wording.percent(value)
                        : Wording.percent(value) + " (" + Wording.interval(low, high) + ")";
            case Cell.None() -> "";
        };
    }

    /** From percent of perplexity to percent of a cell's width. */
    public record Scale(double low, double high) {
        private static final double MARGIN = 0.04;

        static Scale of(Table table, int column) {
            double low = 0;
            double high = 0;
            for (Table.Line line : table.lines()) {
                if (line.cells().get(column) instanceof Cell.Interval(double value, double from, double to)) {
                    low = Math.min(low, Math.min(value, from));
                    high = Math.max(high, Math.max(value, to));
                }
            }
            double margin = high > low ? MARGIN * (high - low) : 1;
            return new Scale(low - margin, high + margin);
        }

        public String at(double percent) {
            return String.format(Locale.ROOT, "%.1f%%", 100 * (percent - low) / (high - low));
        }
    }
}
