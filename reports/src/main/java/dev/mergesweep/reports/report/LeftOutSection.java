package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has no rank, and why. */
final class LeftOutSection {
    private LeftOutSection() {}

    static Section of(Evidence evidence) {
        List<Block> blocks = new ArrayList<>();
        failed(evidence.ranking(), blocks);
        unranked(evidence, blocks);
        return new Section("left-out", "Without a rank", blocks);
    }

    private static void unranked(Evidence evidence, List<Block> blocks) {
        List<Ranking.Unranked> unranked = evidence.ranking().unranked();
        if (unranked.isEmpty()) {
            return;
        }
        boolean raced = unranked.stream().anyMatch(candidate -> candidate.droppedAt() != null);
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("Not ranked"));
        columns.add(Column.of("Why"));
        columns.add(new Column(
                "Perplexity in search",
                raced
                        ? "on the documents searched on, of those that the race stopped on the ones they had by then; without its "
                                + "interval, and no number to compare with the ranking"
                        : "on the documents searched on, without its interval; no number to compare with the ranking"));
        if (raced) {
            columns.add(new Column("Dropped after", "share of the search documents"));
        }
        blocks.add(new Table(
                "Scored in the search, and not ranked",
                columns,
                unranked.stream()
                        .map(candidate -> unrankedLine(candidate, raced, evidence))
                        .toList()));
    }

    private static Line unrankedLine(Ranking.Unranked candidate, boolean raced, Evidence evidence) {
        Double search = candidate.searchObjective();
        Double dropped = candidate.droppedAt();
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell.Candidate(candidate.candidate(), RankingSection.label(candidate.candidate(), evidence)));
        cells.add(new Cell.Text(candidate.why()));
        cells.add(search == null ? new Cell.None() : RankingSection.objective(search, evidence.ranking()));
        if (raced) {
            cells.add(dropped == null ? new Cell.None() : new Cell.Number(dropped, Wording.share(dropped)));
        }
        return new Line(candidate.candidate(), List.of(), cells);
    }

    private static void failed(Ranking ranking, List<Block> blocks) {
        if (ranking.failed().isEmpty()) {
            return;
        }
        blocks.add(new Table(
                "Failed",
                List.of(Column.of("Failed"), Column.of("Reason"), Column.of("Domain"), Column.of("Document")),
                ranking.failed().stream()
                        .map(failed -> new Line(
                                failed.candidate(),
                                List.of(),
                                List.of(
                                        new Cell.Candidate(failed.candidate(), ""),
                                        new Cell.Text(failed.reason()),
                                        text(failed.domain()),
                                        text(failed.document()))))
                        .toList()));
    }

    private static Cell text(@Nullable String text) {
        return text == null ? new Cell.None() : new Cell.Text(text);
    }
}
