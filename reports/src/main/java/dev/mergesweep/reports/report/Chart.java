package dev.mergesweep.reports.report;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a picture shows, as figures. {@link #table} tells it to those who cannot see it. */
public sealed interface Chart extends Block {

    /** Unique in its report, lower-case letters, digits and hyphens. */
    String id();

    String title();

    /** The picture's main figures as a table. */
    default Table table() {
        return ChartTables.of(this);
    }

    /**
     * How the score answers to one numeric axis.
     *
     * @param reference zero of the vertical axis
     */
    record Response(String id, String title, String axis, String reference, List<Reading> readings) implements Chart {
        public Response {
            readings = List.copyOf(readings);
        }
    }

    /**
     * One candidate's place over an axis: difference to the reference in percent of perplexity, with its 95 % interval.
     *
     * @param onCurve whether it differs from the winner in this axis alone
     */
    record Reading(
            String candidate, String label, double x, double percent, double low, double high, boolean onCurve) {}

    /**
     * A value for every layer and kind of tensor, a panel a candidate.
     *
     * @param columns layers from first to last, with what stands before and after them
     * @param parts kinds of tensors, from top to bottom
     */
    record TensorMap(String id, String title, Scale scale, List<String> columns, List<String> parts, List<Panel> panels)
            implements Chart {
        public TensorMap {
            columns = List.copyOf(columns);
            parts = List.copyOf(parts);
            panels = List.copyOf(panels);
        }
    }

    /** What the colours of a {@link TensorMap} mean. */
    enum Scale {
        /** 0 is the base, 1 the other parent. */
        T("t"),
        /** Between the parents, 0 to 180. */
        DEGREES("angle in degrees"),
        /** Of perplexity, against the reference; negative is better. */
        PERCENT("change of perplexity in percent");

        private final String words;

        Scale(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** @param candidate null where the panel is about the parents */
    record Panel(@Nullable String candidate, String label, List<Patch> patches) {
        public Panel {
            patches = List.copyOf(patches);
        }
    }

    /** @param column place in {@link TensorMap#columns}; {@code part} in {@link TensorMap#parts} */
    record Patch(int column, int part, double value) {}

    /** Two domains against each other, in perplexity: lower left is better. Dots outside the window stand at its edge. */
    record TradeOff(String id, String title, String horizontal, String vertical, List<Dot> dots, Window window)
            implements Chart {
        public TradeOff {
            dots = List.copyOf(dots);
        }
    }

    /**
     * One candidate in a {@link TradeOff}.
     *
     * @param front nobody is at least as good in every domain and better in one
     */
    record Dot(String candidate, String label, double x, double y, Role role, boolean front) {
        /** Whether these, from left to right, never go up: the front of more than two domains may, and is then no line. */
        public static boolean stairs(List<Dot> front) {
            return IntStream.range(1, front.size())
                    .allMatch(i -> front.get(i).y() <= front.get(i - 1).y());
        }
    }

    /** What a candidate is to the experiment. */
    enum Role {
        PARENT,
        BASELINE,
        MERGE
    }

    /**
     * Every candidate as a line through its axes to its score.
     *
     * @param dimensions the axes, and last the score
     */
    record Parallel(String id, String title, List<Dimension> dimensions, List<Strand> strands) implements Chart {
        public Parallel {
            dimensions = List.copyOf(dimensions);
            strands = List.copyOf(strands);
        }
    }

    /** @param categories names by value; empty for a numeric dimension */
    record Dimension(String name, List<String> categories) {
        public Dimension {
            categories = List.copyOf(categories);
        }
    }

    /** @param values one a dimension; a category by its place */
    record Strand(String candidate, List<Double> values) {
        public Strand {
            values = List.copyOf(values);
        }
    }

    /** How many candidates were still in the race after which share of the search documents. */
    record Race(String id, String title, List<Rung> rungs) implements Chart {
        public Race {
            rungs = List.copyOf(rungs);
        }
    }

    /** @param share of the search documents, 0 to 1 */
    record Rung(double share, int candidates) {}

    /** The objective over what it cost to get there, one line a search. */
    record Course(String id, String title, List<Track> tracks) implements Chart {
        public Course {
            tracks = List.copyOf(tracks);
        }
    }

    /** @param marks the cheapest first */
    record Track(String name, List<Mark> marks) {
        public Track {
            marks = List.copyOf(marks);
        }
    }

    /**
     * @param cost in candidates scored on the search documents
     * @param value of the objective, less that of t = 0.5 everywhere on the same documents
     */
    record Mark(double cost, double value) {}
}
