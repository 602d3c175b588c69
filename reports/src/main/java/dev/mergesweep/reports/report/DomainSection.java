package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import java.util.ArrayList;
import java.util.List;

/** What each candidate is worth on each domain, and what one domain costs the other. */
final class DomainSection {
    private static final int PAIRS = 3;

    private DomainSection() {}

    static Section of(Evidence evidence) {
        Ranking ranking = evidence.ranking();
        List<Block> blocks = new ArrayList<>();
        List<String> domains = ranking.rows().isEmpty()
                ? List.of()
                : List.copyOf(ranking.rows().getFirst().domains().keySet());
        tradeOffs(evidence, domains, blocks);
        if (!ranking.decision().tradeOffs().isEmpty()) {
            blocks.add(choices(evidence));
        }
        if (!domains.isEmpty()) {
            blocks.add(new Table(
                    "Perplexity by domain, with its 95\u00a0% interval", columns(domains), lines(ranking, domains)));
        }
        return new Section("domains", "Domain by domain", blocks);
    }

    private static void tradeOffs(Evidence evidence, List<String> domains, List<Block> blocks) {
        Ranking explored = evidence.search().ranking();
        int number = 0;
        for (int i = 0; i < domains.size(); i++) {
            for (int j = i + 1; j < domains.size() && number < PAIRS; j++) {
                String x = domains.get(i);
                String y = domains.get(j);
                List<Chart.Dot> dots =
                        explored.rows().stream().map(row -> dot(row, x, y)).toList();
                blocks.add(new Chart.TradeOff(
                        "trade-off-" + number++, x + " against " + y, x, y, dots, Window.around(dots)));
            }
        }
        if (number > 0) {
            blocks.addFirst(new Block.Paragraph(introduction(evidence, domains.size())));
        }
    }

    private static String introduction(Evidence evidence, int domains) {
        String front = domains > 2
                ? " The front is that of all %d domains, so that in a picture of two some of it lies behind others."
                        .formatted(domains)
                : "";
        return "Perplexity on one domain against the other: lower left is better. Nobody is better in every domain "
                + "than the ones on the front, which are the large green dots; small dots are all other candidates, squares baselines, "
                + "diamonds parents. Parents far from every merge stand at the edge. Places, and so the front, are estimates "
                + "without their intervals."
                + front
                + ResponseSection.split(evidence);
    }

    private static Chart.Dot dot(Row row, String x, String y) {
        return new Chart.Dot(
                row.entry().candidate(),
                Wording.axes(row.entry()),
                perplexity(row, x),
                perplexity(row, y),
                role(row),
                row.standing().onParetoFront());
    }

    private static double perplexity(Row row, String domain) {
        Row.DomainFigures figures = row.domains().get(domain);
        return figures == null ? Double.NaN : figures.perplexity();
    }

    private static Chart.Role role(Row row) {
        return switch (row.entry().kind()) {
            case PARENT -> Chart.Role.PARENT;
            case BASELINE -> Chart.Role.BASELINE;
            case CANDIDATE -> Chart.Role.MERGE;
        };
    }

    private static Table choices(Evidence evidence) {
        return new Table(
                "Choices on the front",
                List.of(Column.of("If you want"), Column.of("take")),
                evidence.ranking().decision().tradeOffs().stream()
                        .map(choice -> new Line(
                                choice.candidate(),
                                List.of(),
                                List.of(
                                        new Cell.Text(choice.name()),
                                        new Cell.Candidate(
                                                choice.candidate(),
                                                evidence.ranking().isParent(choice.candidate())
                                                        ? "a parent, no merge"
                                                        : RankingSection.label(choice.candidate(), evidence)))))
                        .toList());
    }

    private static List<Column> columns(List<String> domains) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("Candidate"));
        for (String domain : domains) {
            columns.add(Column.of(domain));
        }
        return columns;
    }

    private static List<Line> lines(Ranking ranking, List<String> domains) {
        return ranking.rows().stream().map(row -> line(row, ranking, domains)).toList();
    }

    private static Line line(Row row, Ranking ranking, List<String> domains) {
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell.Candidate(row.entry().candidate(), Wording.axes(row.entry())));
        for (String domain : domains) {
            Row.DomainFigures figures = row.domains().get(domain);
            cells.add(
                    figures == null
                            ? new Cell.None()
                            : RankingSection.perplexity(
                                    figures.perplexity(), figures.perplexityLow(), figures.perplexityHigh()));
        }
        return new Line(row.entry().candidate(), RankingSection.marks(row, ranking), cells);
    }
}
