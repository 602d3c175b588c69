package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records of a CSV text one after the other, as RFC 4180 has them: cells between commas, those in quotes may hold commas, line
 * ends and doubled quotes. Blanks around a cell do not count, empty lines are passed over, lines end as on any system. A table of scores has millions of cells: the text is looked through for commas and line ends, and a cell becomes a
 * text of its own only when it is asked for.
 */
final class CsvText {
    private final String file;
    private final String text;
    private final int end;
    private final boolean quotes;
    private int at;
    private int line;
    private int last;
    private int cells;
    private int[] from = new int[16];
    private int[] to = new int[16];

    /**
     * @param file as messages name it
     * @param at where the first record begins
     * @param end where a line ends, or the text
     * @param line number of the line that begins at {@code at}, from 1
     */
    CsvText(String file, String text, int at, int end, int line) {
        this.file = file;
        this.text = text;
        this.at = at;
        this.end = end;
        this.line = line;
        quotes = text.indexOf('"', at, end) >= 0;
    }

    /** Goes to the next record; false where there is none. */
    boolean next() {
        while (at < end && isBreak(text.charAt(at))) {
            skipBreak();
        }
        if (at >= end) {
            return false;
        }
        cells = 0;
        boolean more = true;
        while (more) {
            if (cells == from.length) {
                from = Arrays.copyOf(from, 2 * cells);
                to = Arrays.copyOf(to, 2 * cells);
            }
            if (quotes && at < end && text.charAt(at) == '"') {
                quoted();
            } else {
                plain();
            }
            more = at < end && text.charAt(at) == ',';
            at += more ? 1 : 0;
        }
        last = line;
        if (at < end) {
            skipBreak();
        }
        return true;
    }

    /** Number of the last line that the record is written on. */
    int line() {
        return last;
    }

    /** How many cells the record has. */
    int cells() {
        return cells;
    }

    /** Where the text after the record begins. */
    int end() {
        return at;
    }

    /** Number of the line that begins there. */
    int nextLine() {
        return line;
    }

    /** @param cell from 0 */
    String cell(int cell) {
        int begin = from[cell];
        int stop = to[cell];
        if (quotes && begin > 0 && text.charAt(begin - 1) == '"') {
            return text.substring(begin, stop).replace("\"\"", "\"").strip();
        }
        while (begin < stop && text.charAt(begin) <= ' ') {
            begin++;
        }
        while (begin < stop && text.charAt(stop - 1) <= ' ') {
            stop--;
        }
        return text.substring(begin, stop);
    }

    /** Whether a cell is this text, letter by letter. False also where quotes would have to be looked into. */
    boolean is(int cell, String name) {
        return !quotes && to[cell] - from[cell] == name.length() && text.startsWith(name, from[cell]);
    }

    /** Whether there is nothing in a cell. */
    boolean isEmpty(int cell) {
        return from[cell] == to[cell]
                || text.charAt(from[cell]) <= ' ' && cell(cell).isEmpty();
    }

    /** A cell as {@link PlainNumbers#whole} reads it. */
    long whole(int cell) {
        return PlainNumbers.whole(text, from[cell], to[cell]);
    }

    /** A cell as {@link PlainNumbers#decimal} reads it. */
    double decimal(int cell) {
        return PlainNumbers.decimal(text, from[cell], to[cell]);
    }

    /** All cells of the record. */
    List<String> all() {
        List<String> all = new ArrayList<>(cells);
        for (int cell = 0; cell < cells; cell++) {
            all.add(cell(cell));
        }
        return all;
    }

    private static boolean isBreak(char letter) {
        return letter == '\n' || letter == '\r';
    }

    /** Carriage return and line feed together are one. */
    private void skipBreak() {
        at += text.startsWith("\r\n", at) ? 2 : 1;
        line++;
    }

    private void plain() {
        from[cells] = at;
        while (at < end && text.charAt(at) != ',' && !isBreak(text.charAt(at))) {
            at++;
        }
        to[cells++] = at;
    }

    private void quoted() {
        int opened = line;
        from[cells] = ++at;
        while (at < end && (text.charAt(at) != '"' || text.startsWith("\"\"", at))) {
            char letter = text.charAt(at);
            if (isBreak(letter)) {
                skipBreak();
            } else {
                at += letter == '"' ? 2 : 1;
            }
        }
        if (at >= end) {
            throw broken(opened, "the quote that opens here is not closed");
        }
        to[cells++] = at++;
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        if (at < end && text.charAt(at) != ',' && !isBreak(text.charAt(at))) {
            throw broken(line, "a closing quote is followed by text");
        }
    }

    private InputException broken(int where, String what) {
        return new InputException(
                new Place(file, where, 0),
                "is not CSV: " + what,
                "Quotes must be closed, and doubled inside of quotes");
    }
}
