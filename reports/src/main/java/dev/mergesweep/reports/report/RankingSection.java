package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import dev.mergesweep.reports.report.Table.Mark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return ("Change of %s against %s, paired by document, with its 95\u00a0%% interval: left of zero is better. "
                        + "Whoever is tied for first cannot be told from the best with 90\u00a0%% confidence.")
                .formatted(measure(ranking), ranking.against().candidate());
    }

    private static List<Column> columns(Ranking ranking) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("#", "1 + number of better ones"));
        columns.add(Column.of("Candidate"));
        columns.add(new Column(
                "against " + ranking.against().candidate(),
                "change of %s in percent, paired by document, with its 95\u00a0%% interval"
                        .formatted(measure(ranking))));
        columns.add(new Column("p", "chance of a difference this good where there is none, after all comparisons"));
        columns.add(new Column(
                "Ranks", "where 95\u00a0% of resamples put it: how the order moves, no confidence interval"));
        columns.add(
                bits(ranking)
                        ? new Column("Bits per byte", "the objective, with its 95\u00a0% interval")
                        : new Column(
                                "Perplexity",
                                "exp of the objective, the weighted mean over domains, with its 95\u00a0% interval"));
        if (searched(ranking)) {
            columns.add(
                    new Column(
                            "in search",
                            "the same on the documents searched on, without its interval; other texts, so no number to compare with the one before"));
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
        cells.add(estimate(row.objective(), ranking));
        if (searched(ranking)) {
            Double search = row.searchObjective();
            cells.add(search == null ? new Cell.None() : objective(search, ranking));
        }
        return new Line(row.entry().candidate(), marks(row, ranking), cells);
    }

    private static Cell estimate(Row.Estimate objective, Ranking ranking) {
        double value = objective.value();
        return bits(ranking)
                ? new Cell.Estimate(
                        value,
                        Wording.brief(value),
                        Wording.brief(objective.low()) + "–" + Wording.brief(objective.high()))
                : perplexity(Math.exp(value), Math.exp(objective.low()), Math.exp(objective.high()));
    }

    static Cell perplexity(double value, double low, double high) {
        return new Cell.Estimate(
                value, Wording.perplexity(value), Wording.perplexity(low) + "–" + Wording.perplexity(high));
    }

    static String measure(Ranking ranking) {
        return bits(ranking) ? "bits per byte" : "perplexity";
    }

    static Cell interval(Row row) {
        Row.Difference difference = row.difference();
        return interval(difference == null ? null : difference.percent());
    }

    /** @param percent null for the reference, whose difference to itself is none */
    static Cell interval(Row.@Nullable Percent percent) {
        return percent == null
                ? new Cell.Interval(0, 0, 0)
                : new Cell.Interval(percent.value(), percent.low(), percent.high());
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
