package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import dev.mergesweep.reports.report.Table.Mark;
import java.util.ArrayList;
import java.util.List;

/** Everyone that was ranked, with what separates them from the reference. */
final class RankingSection {
    private RankingSection() {}

    static Section of(Evidence evidence) {
        Ranking ranking = evidence.ranking();
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Paragraph(introduction(ranking)));
        blocks.add(new Table(
                "",
                columns(ranking),
                ranking.rows().stream().map(row -> line(row, ranking)).toList()));
        return new Section("ranking", "Ranking", blocks);
    }

    private static String introduction(Ranking ranking) {
        return ("Change of perplexity against %s, paired by document, with its 95\u00a0%% interval: left of zero is better. "
                        + "Whoever is tied for first cannot be told from the best with 90\u00a0%% confidence.")
                .formatted(ranking.against().candidate());
    }

    private static List<Column> columns(Ranking ranking) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("#", "1 + number of better ones"));
        columns.add(Column.of("Candidate"));
        columns.add(
                new Column("against " + ranking.against().candidate(), "percent of perplexity, 95\u00a0% interval"));
        columns.add(new Column("p", "chance of a difference this good where there is none, after all comparisons"));
        columns.add(new Column("Ranks", "where 95\u00a0% of resamples put it"));
        columns.add(
                bits(ranking)
                        ? new Column("Bits per byte", "the objective")
                        : new Column("Perplexity", "exp of the objective"));
        if (searched(ranking)) {
            columns.add(new Column("in search", "the same on the documents searched on; its excess is optimism"));
        }
        return columns;
    }

    private static boolean searched(Ranking ranking) {
        return ranking.rows().stream().anyMatch(row -> row.searchObjective() != null);
    }

    private static Line line(Row row, Ranking ranking) {
        List<Cell> cells = new ArrayList<>();
        Row.Standing standing = row.standing();
        cells.add(number(standing.rank()));
        cells.add(new Cell.Candidate(row.entry().candidate(), Wording.axes(row.entry())));
        cells.add(interval(row));
        Row.Difference difference = row.difference();
        cells.add(
                difference == null
                        ? new Cell.None()
                        : new Cell.Number(
                                difference.p().adjusted(),
                                Wording.chance(difference.p().adjusted())));
        cells.add(new Cell.Number(
                standing.rankLow(),
                standing.rankLow() == standing.rankHigh()
                        ? Integer.toString(standing.rankLow())
                        : standing.rankLow() + "–" + standing.rankHigh()));
        cells.add(objective(row.objective().value(), ranking));
        if (searched(ranking)) {
            Double search = row.searchObjective();
            cells.add(search == null ? new Cell.None() : objective(search, ranking));
        }
        return new Line(row.entry().candidate(), marks(row, ranking), cells);
    }

    static Cell interval(Row row) {
        Row.Difference difference = row.difference();
        return difference == null
                ? new Cell.Interval(0, 0, 0)
                : new Cell.Interval(
                        difference.percent().value(),
                        difference.percent().low(),
                        difference.percent().high());
    }

    private static boolean bits(Ranking ranking) {
        return ranking.sample().measure().equals("bits-per-byte");
    }

    static Cell objective(double value, Ranking ranking) {
        return bits(ranking) ? new Cell.Number(value, Wording.brief(value)) : perplexity(Math.exp(value));
    }

    static Cell number(long value) {
        return new Cell.Number(value, Wording.count(value));
    }

    static Cell perplexity(double value) {
        return new Cell.Number(value, Wording.perplexity(value));
    }

    static List<Mark> marks(Row row, Ranking ranking) {
        List<Mark> marks = new ArrayList<>();
        String candidate = row.entry().candidate();
        if (candidate.equals(ranking.decision().winner())) {
            marks.add(Mark.WINNER);
        }
        if (candidate.equals(ranking.decision().simplest())) {
            marks.add(Mark.SIMPLEST);
        }
        if (row.standing().tiedForFirst()) {
            marks.add(Mark.TIED);
        }
        if (candidate.equals(ranking.against().candidate())) {
            marks.add(Mark.REFERENCE);
        } else if (row.entry().baseline()) {
            marks.add(Mark.BASELINE);
        }
        return marks;
    }

    static String label(String candidate, Evidence evidence) {
        var entry = evidence.entries().get(candidate);
        return entry == null ? "" : Wording.axes(entry);
    }
}
