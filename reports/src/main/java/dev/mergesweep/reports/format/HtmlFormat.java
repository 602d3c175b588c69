package dev.mergesweep.reports.format;

import dev.mergesweep.reports.report.Block;
import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Report;
import dev.mergesweep.reports.report.Section;
import dev.mergesweep.reports.report.Table;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One HTML file that needs nothing but itself: styles, scripts and figures are in it, and its policy forbids the network. */
public final class HtmlFormat {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlFormat.class.getClassLoader(), "gg.jte.generated.precompiled");

    /** Letters of a figure, {@code 1,234,567}; more is a name. */
    private static final int LONGEST_FIGURE = 10;

    /** Letters of a candidate's id, and of a baseline's name. */
    private static final int LONGEST_ID = 14;

    private HtmlFormat() {}

    public static String render(Report report) {
        StringOutput page = new StringOutput();
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("report", report);
        parameters.put("figures", ChartJson.of(report));
        parameters.put("assets", Assets.load());
        TEMPLATES.render("page.jte", parameters, page);
        return page.toString();
    }

    /**
     * The page of a run of which nothing can be ranked yet.
     *
     * @param progress how far it is, a sentence; empty where nobody knows
     */
    public static String waiting(String title, String progress) {
        StringOutput page = new StringOutput();
        TEMPLATES.render("waiting.jte", Map.of("title", title, "progress", progress, "assets", Assets.load()), page);
        return page.toString();
    }

    /** A section in one or two words, {@code Logit scale}: titles are sentences, and a line holds few of them. */
    public static String word(Section section) {
        String words = section.id().replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** How a tile is set: ids in smaller letters, so that twelve fit a tile, and longer names in a line of their own. */
    public static String tile(Report.Figure figure) {
        int letters = figure.value().length();
        return letters > LONGEST_ID ? "name long" : letters > LONGEST_FIGURE ? "name" : "figure";
    }

    /** A block as markup. Called by the page's template. */
    public static Content markup(Block block) {
        return output -> {
            switch (block) {
                case Block.Paragraph paragraph -> render("paragraph.jte", "paragraph", paragraph, output);
                case Block.Note note -> render("note.jte", "note", note, output);
                case Block.Facts facts -> render("facts.jte", "facts", facts, output);
                case Block.Code code -> render("code.jte", "code", code, output);
                case Table table -> render("table.jte", "table", HtmlTable.of(table), output);
                case Chart chart -> render("chart.jte", "chart", chart, output);
            }
        };
    }

    private static void render(String template, String name, Object value, TemplateOutput output) {
        TEMPLATES.render(template, Map.of(name, value), output);
    }
}
