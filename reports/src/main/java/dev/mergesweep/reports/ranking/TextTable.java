package dev.mergesweep.reports.ranking;

import java.util.List;
import java.util.stream.IntStream;

/** Cells in columns of equal width, two spaces apart, the header underlined. */
public final class TextTable {
    private TextTable() {}

    /** @param rows the header first, all of the same length */
    public static String of(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        line(rows.getFirst(), widths, text);
        text.append("-".repeat(IntStream.of(widths).sum() + 2 * (widths.length - 1)))
                .append('\n');
        rows.stream().skip(1).forEach(row -> line(row, widths, text));
        return text.toString();
    }

    private static void line(List<String> cells, int[] widths, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
