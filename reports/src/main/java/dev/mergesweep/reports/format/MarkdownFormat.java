package dev.mergesweep.reports.format;

import dev.mergesweep.reports.report.Block;
import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Report;
import dev.mergesweep.reports.report.Section;
import dev.mergesweep.reports.report.Table;
import dev.mergesweep.reports.report.Table.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** GitHub's Markdown, short enough for a pull request or a model card. Pictures are left out, and so are the tails of long tables. */
public final class MarkdownFormat {
    private static final int LINES = 30;

    private MarkdownFormat() {}

    public static String render(Report report) {
        List<String> pieces = new ArrayList<>();
        pieces.add("# " + escape(report.title()));
        pieces.add("**" + escape(report.headline().answer()) + ".** "
                + escape(report.headline().uncertainty()));
        pieces.add(sections(report.sections()));
        return String.join("\n\n", pieces) + "\n";
    }

    /** Chapters without a title above them; those are left out that have nothing but paragraphs once pictures are gone. */
    public static String sections(List<Section> sections) {
        List<String> pieces = new ArrayList<>();
        for (Section section : sections) {
            List<String> blocks = section.blocks().stream()
                    .map(MarkdownFormat::render)
                    .filter(text -> !text.isEmpty())
                    .toList();
            if (section.blocks().stream()
                    .anyMatch(block -> !(block instanceof Block.Paragraph)
                            && !render(block).isEmpty())) {
                pieces.add("## " + escape(section.title()));
                pieces.addAll(blocks);
            }
        }
        return String.join("\n\n", pieces);
    }

    private static String render(Block block) {
        return switch (block) {
            case Block.Paragraph(String text) -> escape(text);
            case Block.Note(String text) -> "> **Note:** " + escape(text);
            case Block.Facts(List<Block.Fact> facts) ->
                facts.stream()
                        .map(fact -> "- " + escape(fact.name()) + ": " + escape(fact.value()))
                        .collect(Collectors.joining("\n"));
            case Block.Code(String language, String text) -> fenced(language, text);
            case Table table -> table(table);
            case Chart.Response response -> table(response.table());
            case Chart.Course course -> table(course.table());
            case Chart.TensorMap _, Chart.TradeOff _, Chart.Parallel _, Chart.Race _ -> "";
        };
    }

    /** The fence is longer than any in the text. */
    private static String fenced(String language, String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + language + "\n" + text.stripTrailing() + "\n" + fence;
    }

    private static String table(Table table) {
        StringBuilder text = new StringBuilder();
        if (!table.caption().isEmpty()) {
            text.append("**").append(escape(table.caption())).append("**\n\n");
        }
        text.append(line(
                table.columns().stream().map(column -> escape(column.name())).toList()));
        text.append('\n').append(rule(table));
        for (Table.Line line :
                table.lines().subList(0, Math.min(LINES, table.lines().size()))) {
            text.append('\n')
                    .append(line(
                            line.cells().stream().map(cell -> cell(cell, line)).toList()));
        }
        int more = table.lines().size() - LINES;
        if (more > 0) {
            text.append("\n\n").append(more).append(" more in `ranking.csv` and `report.html`.");
        }
        if (!table.legend().isEmpty()) {
            text.append("\n\n").append(escape(table.legend()));
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    private static String rule(Table table) {
        HtmlTable columns = HtmlTable.of(table);
        List<String> rules = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            rules.add(columns.figures(column) || columns.intervals(column) ? "---:" : ":---");
        }
        return "|" + String.join("|", rules) + "|";
    }

    private static String cell(Cell cell, Table.Line line) {
        return switch (cell) {
            case Cell.Candidate(String id, String label) -> candidate(id, label, line);
            case Cell.Text _, Cell.Number _, Cell.Estimate _, Cell.Interval _, Cell.None _ ->
                escape(HtmlTable.text(cell));
        };
    }

    private static String candidate(String id, String label, Table.Line line) {
        String name = id.matches("[\\w.-]+") ? "`" + id + "`" : escape(id);
        String marks = line.marks().stream().map(Table.Mark::words).collect(Collectors.joining(", "));
        return name + (marks.isEmpty() ? "" : " **" + marks + "**") + (label.isEmpty() ? "" : "<br>" + escape(label));
    }

    /** Text that no reader takes for markup. */
    private static String escape(String text) {
        return text.replaceAll("[\\\\`*_\\[\\]|#]", "\\\\$0")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("\\R", " ");
    }
}
