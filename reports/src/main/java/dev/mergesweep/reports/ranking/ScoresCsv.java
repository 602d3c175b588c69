package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads scores made anywhere: CSV with a header of {@code candidate,domain,document,tokens,nats} and, where known, {@code
 * split,bytes,words}, in any order; rows in any order, further columns are passed over. NaN (also an empty cell)
 * and infinities as Java, Python and C write them are values of candidates that failed, not mistakes.
 */
public final class ScoresCsv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final List<String> NEEDED = List.of("candidate", "domain", "document", "tokens", "nats");
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    private ScoresCsv() {}

    /**
     * @param file as messages name it
     * @param measure decides whether candidates may disagree on a document's tokens
     * @throws InputException with every mistake of the file
     */
    public static List<Score> read(Reader reader, String file, Measure measure) throws IOException {
        Problems problems = new Problems();
        try (CSVParser parser = FORMAT.parse(withoutMark(reader))) {
            return rows(parser, new ScoreRows(file, measure, problems), problems);
        } catch (IllegalArgumentException e) {
            // What the parser says of a header with two columns of one name, or of none.
            String what = message(e).replaceAll("\\. If this is valid.*", "");
            throw new InputException(new Place(file, 1, 0), what, "Name each column once");
        } catch (CharacterCodingException e) {
            throw foreign(file);
        } catch (UncheckedIOException e) {
            Exception cause = Objects.requireNonNullElse(e.getCause(), e);
            throw cause instanceof CharacterCodingException ? foreign(file) : broken(file, cause);
        } catch (CSVException e) {
            throw broken(file, e);
        }
    }

    private static List<Score> rows(CSVParser parser, ScoreRows rows, Problems problems) throws IOException {
        List<String> missing = NEEDED.stream()
                .filter(column -> !parser.getHeaderNames().contains(column))
                .toList();
        if (!missing.isEmpty()) {
            throw new InputException(
                    new Place(rows.file(), 1, 0),
                    "missing column%s %s".formatted(missing.size() == 1 ? "" : "s", String.join(", ", missing)),
                    "The first line must name candidate,domain,document,split,tokens,nats,bytes,words"
                            + " (split, bytes and words may be missing)");
        }
        List<Score> scores = new ArrayList<>();
        try (CsvChunks chunks = new CsvChunks(parser)) {
            for (var chunk = chunks.next(); !chunk.isEmpty(); chunk = chunks.next()) {
                for (CsvChunks.Line line : chunk) {
                    Score score = rows.read(line.record(), line.number());
                    if (score != null) {
                        scores.add(score);
                    }
                }
            }
        }
        if (scores.isEmpty() && problems.errors().isEmpty()) {
            problems.error(Place.of(rows.file()), "", "there is no score below the header", "");
        }
        problems.throwIfAny();
        return scores;
    }

    private static InputException foreign(String file) {
        return new InputException(Place.of(file), "is not text in UTF-8", "Save it as CSV in UTF-8");
    }

    private static InputException broken(String file, Exception cause) {
        return new InputException(
                Place.of(file), "is not CSV: " + message(cause), "Quotes must be closed, and doubled inside of quotes");
    }

    private static String message(Exception cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    private static Reader withoutMark(Reader reader) throws IOException {
        BufferedReader buffered = new BufferedReader(reader, 1 << 16);
        buffered.mark(1);
        if (buffered.read() != BYTE_ORDER_MARK) {
            buffered.reset();
        }
        return buffered;
    }
}
