package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.sweep.statistics.Score;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads a part of a table of scores, row after row. */
final class ScoreRows {
    private static final List<String> SPLITS = List.of(Splits.ALL, Splits.SEARCH, Splits.CONFIRM);

    /** Before the first one: its names are those of nobody. */
    static final Score NONE = new Score("", "", "", "", 0, 0, 0, 0);

    private final String file;
    private final ScoreColumns columns;
    private final CsvText csv;
    private final Problems problems = new Problems();
    private final List<Row> rows = new ArrayList<>();
    /** One copy of every name: a large table repeats each a thousand times. */
    private final Map<String, String> names = new HashMap<>();

    /** The document that came after another one: mostly it does so for every candidate. */
    private final Map<String, String> follows = new HashMap<>();

    private Score before = NONE;

    ScoreRows(String file, ScoreColumns columns, CsvText csv) {
        this.file = file;
        this.columns = columns;
        this.csv = csv;
    }

    /** @param line of the file, from 1 */
    record Row(Score score, int line) {}

    /** Reads to the end of the part, or until so many cells are wrong. */
    ScoreRows read(int mistakes) {
        int told = 0;
        while (told < mistakes && csv.next()) {
            Score score = score(csv.line());
            int now = problems.errors().size();
            if (now == told) {
                rows.add(new Row(score, csv.line()));
                before = score;
            }
            told = now;
        }
        return this;
    }

    /** Those without a mistake. */
    List<Row> rows() {
        return rows;
    }

    Problems problems() {
        return problems;
    }

    private Score score(int line) {
        if (csv.cells() != columns.count) {
            wrong(line, "", "has %d cells, the header has %d".formatted(csv.cells(), columns.count), "");
            return NONE;
        }
        return new Score(
                name(columns.candidate, before.candidate(), "candidate", line),
                name(columns.domain, before.domain(), "domain", line),
                document(line),
                split(line),
                count(columns.tokens, "tokens", line),
                nats(line),
                optional(columns.bytes, "bytes", line),
                optional(columns.words, "words", line));
    }

    private void wrong(int line, String key, String what, String advice) {
        problems.error(new Place(file, line, 0), key, what, advice);
    }

    private String name(int cell, String before, String column, int line) {
        if (!before.isEmpty() && csv.is(cell, before)) {
            return before;
        }
        String name = names.computeIfAbsent(csv.cell(cell), same -> same);
        if (name.isEmpty()) {
            wrong(line, column, "is empty", "");
        }
        return name;
    }

    private String document(int line) {
        String next = follows.getOrDefault(before.document(), "");
        String document = name(columns.document, next, "document", line);
        if (!document.equals(next)) {
            follows.put(before.document(), document);
        }
        return document;
    }

    private String split(int line) {
        if (columns.split < 0) {
            return Splits.ALL;
        }
        if (!before.split().isEmpty() && csv.is(columns.split, before.split())) {
            return before.split();
        }
        String split = csv.cell(columns.split);
        if (!split.isEmpty() && !SPLITS.contains(split)) {
            wrong(line, "split", "\"%s\" is not a split".formatted(split), "Use search, confirm or all");
        }
        return split.isEmpty() ? Splits.ALL : names.computeIfAbsent(split, same -> same);
    }

    private long optional(int cell, String column, int line) {
        return cell < 0 || csv.isEmpty(cell) ? Score.UNKNOWN : count(cell, column, line);
    }

    private long count(int cell, String column, int line) {
        long plain = csv.whole(cell);
        return plain >= 0 ? plain : count(csv.cell(cell), column, line);
    }

    private long count(String text, String column, int line) {
        try {
            // Some programs write 118.0.
            long value = new BigDecimal(text).longValueExact();
            if (value < 0) {
                wrong(line, column, "%s is below 0".formatted(text), "");
            }
            return value;
        } catch (ArithmeticException | NumberFormatException _) {
            wrong(line, column, "\"%s\" is not a whole number".formatted(text), "");
            return 0;
        }
    }

    private double nats(int line) {
        double plain = csv.decimal(columns.nats);
        return plain >= 0 ? plain : nats(csv.cell(columns.nats), line);
    }

    private double nats(String text, int line) {
        double value = switch (text.toLowerCase(Locale.ROOT)) {
            case "", "nan", "-nan", "+nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> number(text, line);
        };
        if (Double.isFinite(value) && value < 0) {
            wrong(line, "nats", "%s is below 0".formatted(text), "Nats are the negative log-likelihood, at least 0");
        }
        return value;
    }

    private double number(String text, int line) {
        try {
            // Java also reads "1f" and "0x1p3", which no other program that writes CSV means as a number.
            if (only(text, ".eE+-")) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        wrong(line, "nats", "\"%s\" is not a number".formatted(text), "");
        return 0;
    }

    /** Whether it is digits and letters of {@code more}. A loop, because a table may have many such cells. */
    private static boolean only(String text, String more) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if ((letter < '0' || letter > '9') && more.indexOf(letter) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
