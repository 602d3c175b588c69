package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.ScaleControl;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether leads are more than logits of the right size. */
final class ScaleSection {
    private static final String TEXT =
            "Perplexity rewards a model whose logits have the right size, which a single factor gives to "
                    + "any model. Here every model has the factor that is best for itself, chosen on the documents that the search saw. What is "
                    + "left of a lead is the merge's own.";

    private ScaleSection() {}

    static @Nullable Section of(Evidence evidence) {
        Ranking ranking = evidence.ranking();
        if (ranking.control().rows().isEmpty()) {
            return null;
        }
        Map<String, Row> rows = ranking.rows().stream()
                .collect(Collectors.toMap(row -> row.entry().candidate(), row -> row));
        List<Column> columns = List.of(
                Column.of("Candidate"),
                new Column(
                        "Factor",
                        "on the logits, best on the documents that the search saw; an estimate without its interval"),
                new Column(
                        "As it is",
                        "change of perplexity against " + ranking.against().candidate()
                                + ", with its 95\u00a0% interval"),
                new Column(
                        "At its best factor",
                        "the same, against " + ranking.against().candidate() + " at its own"),
                new Column(
                        "Tied for first",
                        "not to be told from the best at the best factors, with 90\u00a0% confidence"));
        List<Line> lines = ranking.control().rows().stream()
                .map(control -> line(control, rows.get(control.candidate()), ranking))
                .toList();
        return new Section(
                "logit-scale",
                "What is left at the best logit scale",
                List.of(new Block.Paragraph(TEXT), new Table("", columns, lines)));
    }

    private static Line line(ScaleControl.Control control, @Nullable Row row, Ranking ranking) {
        Entry entry = row == null ? Entry.named(control.candidate()) : row.entry();
        String edge = control.atEdge() ? " (or beyond)" : "";
        return new Line(
                control.candidate(),
                row == null ? List.of() : RankingSection.marks(row, ranking),
                List.of(
                        new Cell.Candidate(control.candidate(), Wording.axes(entry)),
                        new Cell.Number(control.scale(), String.format(Locale.ROOT, "%.3f%s", control.scale(), edge)),
                        row == null ? new Cell.None() : RankingSection.interval(row),
                        RankingSection.interval(control.percent()),
                        new Cell.Text(control.tiedForFirst() ? "yes" : "")));
    }
}
