package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads scores made anywhere: CSV with a header of {@code candidate,domain,document,tokens,nats} and, where known, {@code
 * split,bytes,words}, in any order; rows in any order, further columns are passed over. NaN (also an empty cell)
 * and infinities as Java, Python and C write them are values of candidates that failed, not mistakes.
 */
public final class ScoresCsv {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** A file that is wrong in one way is wrong in every row; so many messages tell it. */
    private static final int MISTAKES_TOLD = 20;

    /** Characters that are worth a thread. */
    private static final int PART = 1 << 20;

    private final String file;
    private final String text;

    private ScoresCsv(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * @param measure decides whether candidates may disagree on a document's tokens
     * @throws InputException with every mistake of the file
     */
    public static List<Score> read(Path file, Measure measure) throws IOException {
        return read(() -> Files.readString(file), file.toString(), measure);
    }

    /**
     * @param name as messages have it
     * @param measure decides whether candidates may disagree on a document's tokens
     * @throws InputException with every mistake of the text
     */
    public static List<Score> read(Reader reader, String name, Measure measure) throws IOException {
        return read(reader::readAllAsString, name, measure);
    }

    private interface Text {
        String read() throws IOException;
    }

    private static List<Score> read(Text text, String name, Measure measure) throws IOException {
        try {
            return new ScoresCsv(name, text.read()).scores(measure);
        } catch (CharacterCodingException e) {
            throw new InputException(Place.of(name), "is not text in UTF-8", "Save it as CSV in UTF-8");
        }
    }

    private List<Score> scores(Measure measure) {
        CsvText header = new CsvText(file, text, text.indexOf(BYTE_ORDER_MARK) == 0 ? 1 : 0, text.length(), 1);
        ScoreColumns columns = ScoreColumns.of(file, header.next() ? header.all() : List.of());
        List<ScoreRows> parts = parts(header).parallelStream()
                .map(part -> new ScoreRows(file, columns, part).read(MISTAKES_TOLD))
                .toList();
        List<ScoreRows.Row> rows = new ArrayList<>();
        parts.forEach(part -> rows.addAll(part.rows()));
        Contradictions contradictions = new Contradictions(file, measure, rows);
        List<Problem> mistakes = Stream.concat(
                        parts.stream().flatMap(part -> part.problems().errors().stream()),
                        contradictions.problems(MISTAKES_TOLD).stream())
                .sorted(Comparator.comparingInt(problem -> problem.place().line()))
                .limit(MISTAKES_TOLD)
                .toList();
        if (!mistakes.isEmpty()) {
            throw new InputException(mistakes);
        }
        if (rows.isEmpty()) {
            throw new InputException(Place.of(file), "there is no score below the header", "");
        }
        return rows.stream().map(ScoreRows.Row::score).toList();
    }

    /** What follows the header, cut at ends of lines. In one piece where a cell may hold one, or where lines do not end in a line feed alone. */
    private List<CsvText> parts(CsvText header) {
        int at = header.end();
        int line = header.nextLine();
        boolean whole = text.indexOf('"', at) >= 0 || text.indexOf('\r', at) >= 0;
        List<CsvText> parts = new ArrayList<>();
        while (at < text.length()) {
            int end = whole || text.length() - at <= PART ? text.length() : text.indexOf('\n', at + PART) + 1;
            end = end == 0 ? text.length() : end;
            parts.add(new CsvText(file, text, at, end, line));
            line += lines(at, end);
            at = end;
        }
        return parts;
    }

    private int lines(int from, int to) {
        int lines = 0;
        for (int at = text.indexOf('\n', from, to); at >= 0; at = text.indexOf('\n', at + 1, to)) {
            lines++;
        }
        return lines;
    }
}
