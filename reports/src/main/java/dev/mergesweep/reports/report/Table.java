package dev.mergesweep.reports.report;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of cells, each as wide as the columns.
 *
 * @param caption what the rows are, a phrase; empty where the section's title says it
 */
public record Table(String caption, List<Column> columns, List<Line> lines) implements Block {
    public Table {
        columns = List.copyOf(columns);
        lines = List.copyOf(lines);
        for (Line line : lines) {
            if (line.cells().size() != columns.size()) {
                throw new IllegalArgumentException("Table \"%s\": %d cells under %d columns"
                        .formatted(caption, line.cells().size(), columns.size()));
            }
        }
    }

    /** What the columns mean whose names do not say it, {@code p: a chance. Ranks: …}; empty where all do. */
    public String legend() {
        return columns.stream()
                .filter(column -> !column.explanation().isEmpty())
                .map(column -> column.name() + ": " + column.explanation() + ".")
                .collect(Collectors.joining(" "));
    }

    /** @param explanation what the figures mean, a phrase without its full stop; empty where the name says it */
    public record Column(String name, String explanation) {
        public static Column of(String name) {
            return new Column(name, "");
        }
    }

    /** @param candidate whom the line is about; null where it is about no one */
    public record Line(@Nullable String candidate, List<Mark> marks, List<Cell> cells) {
        public Line {
            marks = List.copyOf(marks);
            cells = List.copyOf(cells);
        }

        public static Line of(Cell... cells) {
            return new Line(null, List.of(), List.of(cells));
        }
    }

    /** What sets a line apart from the others. */
    public enum Mark {
        WINNER("winner"),
        SIMPLEST("simplest of the tied"),
        TIED("tied for first"),
        REFERENCE("reference"),
        BASELINE("baseline");

        private final String words;

        Mark(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** What stands in one place of a table. */
    public sealed interface Cell {
        record Text(String text) implements Cell {}

        /** A candidate's id, and what its axes say. */
        record Candidate(String id, String label) implements Cell {}

        /** @param text as a person reads it; {@code value} is what sorting and spreadsheets take */
        record Number(double value, String text) implements Cell {}

        /**
         * A figure with its 95 % interval.
         *
         * @param interval both ends as a person reads them, {@code 1.871–1.936}
         */
        record Estimate(double value, String text, String interval) implements Cell {}

        /** A difference to the reference with its 95 % interval, in percent. Columns of these share one scale. */
        record Interval(double value, double low, double high) implements Cell {}

        /** Nothing to show. */
        record None() implements Cell {}
    }
}
