package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads rows of scores one after the other, and remembers enough of them to see contradictions. */
final class ScoreRows {
    private static final List<String> SPLITS = List.of(Splits.ALL, Splits.SEARCH, Splits.CONFIRM);
    /** A file that is wrong in one way is wrong in every row; so many messages tell it. */
    private static final int MISTAKES_TOLD = 20;

    /** Longer ones might not fit a long. */
    private static final int DIGITS = 18;

    private final String file;
    private final Measure measure;
    private final Problems problems;
    /** One copy of every name: a large table repeats each a thousand times. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<String, Map<String, Document>> documents = new HashMap<>();

    ScoreRows(String file, Measure measure, Problems problems) {
        this.file = file;
        this.measure = measure;
        this.problems = problems;
    }

    /**
     * A document as its first row has it.
     *
     * @param lines of its scores, by candidate
     */
    private record Document(Score first, int line, Map<String, Integer> lines) {}

    String file() {
        return file;
    }

    /** @return null where the row is wrong, which the problems then tell */
    @Nullable
    Score read(CSVRecord row, int line) {
        int before = problems.errors().size();
        if (!row.isConsistent()) {
            wrong(line, "", "has %d cells, the header has %d".formatted(row.size(), header(row)), "");
            return null;
        }
        Score score = new Score(
                name(row, "candidate", line),
                name(row, "domain", line),
                name(row, "document", line),
                split(row, line),
                count(row, "tokens", line),
                nats(row, line),
                optional(row, "bytes", line),
                optional(row, "words", line));
        if (problems.errors().size() == before) {
            compare(score, line);
        }
        if (problems.errors().size() >= MISTAKES_TOLD) {
            problems.throwIfAny();
        }
        return score;
    }

    private static int header(CSVRecord row) {
        return row.getParser().getHeaderNames().size();
    }

    private void wrong(int line, String key, String what, String advice) {
        problems.error(new Place(file, line, 0), key, what, advice);
    }

    private String name(CSVRecord row, String column, int line) {
        String text = row.get(column);
        String name = names.computeIfAbsent(text, same -> same);
        if (name.isEmpty()) {
            wrong(line, column, "is empty", "");
        }
        return name;
    }

    private String split(CSVRecord row, int line) {
        String split = row.isMapped("split") ? row.get("split") : "";
        if (!split.isEmpty() && !SPLITS.contains(split)) {
            wrong(line, "split", "\"%s\" is not a split".formatted(split), "Use search, confirm or all");
        }
        return split.isEmpty() ? Splits.ALL : names.computeIfAbsent(split, same -> same);
    }

    private long optional(CSVRecord row, String column, int line) {
        return !row.isMapped(column) || row.get(column).isEmpty() ? Score.UNKNOWN : count(row, column, line);
    }

    private long count(CSVRecord row, String column, int line) {
        String text = row.get(column);
        try {
            long value = only(text, "0123456789") && text.length() <= DIGITS
                    ? Long.parseLong(text)
                    // Some programs write 118.0.
                    : new BigDecimal(text).longValueExact();
            if (value < 0) {
                wrong(line, column, "%s is below 0".formatted(text), "");
            }
            return value;
        } catch (ArithmeticException | NumberFormatException _) {
            wrong(line, column, "\"%s\" is not a whole number".formatted(text), "");
            return 0;
        }
    }

    private double nats(CSVRecord row, int line) {
        String text = row.get("nats");
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
            if (only(text, "0123456789.eE+-")) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        wrong(line, "nats", "\"%s\" is not a number".formatted(text), "");
        return 0;
    }

    /** A loop, because a table has millions of cells. */
    private static boolean only(String text, String letters) {
        for (int i = 0; i < text.length(); i++) {
            if (letters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private void compare(Score score, int line) {
        Document document = documents
                .computeIfAbsent(score.domain(), domain -> new HashMap<>())
                .computeIfAbsent(score.document(), id -> new Document(score, line, new HashMap<>()));
        Integer before = document.lines().putIfAbsent(score.candidate(), line);
        if (before != null) {
            wrong(
                    line,
                    "",
                    "%s has a score on document %s of %s already, in line %d"
                            .formatted(score.candidate(), score.document(), score.domain(), before),
                    "Keep one of them");
            return;
        }
        switch (measure) {
            case MEAN_LOG_PERPLEXITY -> same("tokens", Score::tokens, score, document, line);
            case BITS_PER_BYTE -> same("bytes", Score::bytes, score, document, line);
        }
        if (!score.split().equals(document.first().split())) {
            wrong(
                    line,
                    "split",
                    "document %s of %s is in split %s, but in %s in line %d"
                            .formatted(
                                    score.document(),
                                    score.domain(),
                                    score.split(),
                                    document.first().split(),
                                    document.line()),
                    "A document is on one side of the split");
        }
    }

    private void same(String column, ToLongFunction<Score> size, Score score, Document document, int line) {
        Score first = document.first();
        if (size.applyAsLong(score) != size.applyAsLong(first)) {
            wrong(
                    line,
                    column,
                    "document %s of %s has %d for %s, but %d for %s in line %d"
                            .formatted(
                                    score.document(),
                                    score.domain(),
                                    size.applyAsLong(score),
                                    score.candidate(),
                                    size.applyAsLong(first),
                                    first.candidate(),
                                    document.line()),
                    measure == Measure.BITS_PER_BYTE
                            ? "A text has one length"
                            : "Candidates of different tokenizers compare by bits per byte alone: --by bits-per-byte");
        }
    }
}
