package dev.mergesweep.reports.export;

import dev.mergesweep.merger.CardSupplement;
import dev.mergesweep.reports.format.MarkdownFormat;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.StoredContest;
import dev.mergesweep.reports.report.Block;
import dev.mergesweep.reports.report.Block.Fact;
import dev.mergesweep.reports.report.Section;
import dev.mergesweep.reports.report.Table;
import dev.mergesweep.reports.report.Table.Cell;
import dev.mergesweep.reports.report.Table.Column;
import dev.mergesweep.reports.report.Table.Line;
import dev.mergesweep.reports.report.Wording;
import dev.mergesweep.sweep.store.Digests;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run says of a candidate, for its model card: figures with intervals beside the parents', and the texts behind them. */
final class ExportCard {
    private static final List<String> BASELINES = List.of("uniform-0.5", "parent-0", "parent-1");

    private static final String TEXTS =
            "The SHA-256 of a set of texts is that of its documents' SHA-256 in hexadecimal, sorted, one a line.";

    private final StoredRun run;
    private final StoredCandidate candidate;
    private final @Nullable Ranking ranking;

    ExportCard(StoredRun run, StoredCandidate candidate) {
        this.run = run;
        this.candidate = candidate;
        this.ranking = ranking();
    }

    CardSupplement supplement() {
        List<Section> sections = new ArrayList<>();
        sections.add(new Section("figures", "How it scores", figures()));
        sections.add(new Section("texts", "Texts", List.of(new Block.Paragraph(TEXTS), texts())));
        Row row = ranking == null ? null : row(ranking, candidate.name());
        // What was searched on flatters, and a page that lists results says nothing of that.
        boolean quotable = ranking != null && !ranking.sample().split().equals("search");
        return new CardSupplement(
                row != null && quotable ? ModelIndex.results(row) : null, MarkdownFormat.sections(sections), true);
    }

    /** On the split whose numbers may be quoted; else, of a candidate that did not get that far, on the texts searched on. */
    private @Nullable Ranking ranking() {
        Ranking final_ = StoredContest.of(run, List.of()).rank();
        if (row(final_, candidate.name()) != null) {
            return final_;
        }
        boolean apart = final_.sample().split().equals("confirm");
        Ranking searched = apart ? StoredContest.of(run, List.of(), "search").rank() : final_;
        return row(searched, candidate.name()) == null ? null : searched;
    }

    private static @Nullable Row row(Ranking ranking, String name) {
        return ranking.rows().stream()
                .filter(row -> row.entry().candidate().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<Block> figures() {
        if (ranking == null) {
            return List.of(
                    new Block.Note(
                            "The run stopped before it had scored this candidate on all documents: there is no figure to quote."));
        }
        List<Block> blocks = new ArrayList<>();
        if (ranking.sample().split().equals("search")) {
            blocks.add(new Block.Note(
                    "Scored on the texts that the search chose by, not on those kept apart: the figures flatter it."));
        }
        blocks.add(new Block.Paragraph(
                "Perplexity with its 95\u00a0%% interval on the %s documents; lower is better. The difference to %s is paired by document."
                        .formatted(splitWords(ranking), ranking.against().candidate())));
        blocks.add(new Table("", columns(ranking), lines(ranking)));
        if (candidate.name().equals(ranking.decision().winner())) {
            blocks.add(new Block.Facts(List.of(
                    new Fact("Verdict of the run", ranking.decision().verdict().text()),
                    new Fact(
                            "Candidates compared",
                            Wording.count(run.candidates().size())))));
        }
        return blocks;
    }

    private static String splitWords(Ranking ranking) {
        return ranking.sample().split().equals("all")
                ? "validation"
                : ranking.sample().split();
    }

    private static List<Column> columns(Ranking ranking) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("Model"));
        ranking.sample().domains().forEach(domain -> columns.add(Column.of(domain.name())));
        columns.add(Column.of("against " + ranking.against().candidate()));
        return columns;
    }

    private List<Line> lines(Ranking ranked) {
        List<String> names = new ArrayList<>(List.of(candidate.name()));
        BASELINES.stream().filter(name -> !name.equals(candidate.name())).forEach(names::add);
        List<Line> lines = new ArrayList<>();
        for (String name : names) {
            Row row = row(ranked, name);
            if (row != null) {
                lines.add(line(ranked, row, label(name)));
            }
        }
        return lines;
    }

    private String label(String name) {
        int parent = List.of("parent-0", "parent-1").indexOf(name);
        if (parent >= 0 && parent < run.head().parents().size()) {
            return "%s, %s".formatted(name, run.head().parents().get(parent));
        }
        return name.equals(candidate.name()) ? "this merge, " + name : name;
    }

    private static Line line(Ranking ranking, Row row, String label) {
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell.Text(label));
        ranking.sample()
                .domains()
                .forEach(domain -> cells.add(perplexity(row.domains().get(domain.name()))));
        Row.Difference difference = row.difference();
        cells.add(
                difference == null
                        ? new Cell.None()
                        : new Cell.Interval(
                                difference.percent().value(),
                                difference.percent().low(),
                                difference.percent().high()));
        return Line.of(cells.toArray(Cell[]::new));
    }

    private static Cell perplexity(Row.@Nullable DomainFigures figures) {
        return figures == null
                ? new Cell.None()
                : new Cell.Number(
                        figures.perplexity(),
                        "%s (%s to %s)"
                                .formatted(
                                        Wording.perplexity(figures.perplexity()),
                                        Wording.perplexity(figures.perplexityLow()),
                                        Wording.perplexity(figures.perplexityHigh())));
    }

    private Block texts() {
        List<Fact> facts = new ArrayList<>();
        run.documents().stream()
                .collect(Collectors.groupingBy(
                        document -> "%s, %s".formatted(document.domain(), document.split()),
                        TreeMap::new,
                        Collectors.toList()))
                .forEach((set, documents) -> facts.add(new Fact(set, described(documents))));
        run.head()
                .setting()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("(protocol|tokenizer|kernels) .*"))
                .map(line -> line.split(" ", 2))
                .forEach(words -> facts.add(new Fact(words[0], words[1])));
        return new Block.Facts(facts);
    }

    private static String described(List<StoredDocument> documents) {
        String digests = documents.stream()
                .map(document -> document.digest() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return "%s documents, %s scored tokens, SHA-256 %s"
                .formatted(
                        Wording.count(documents.size()),
                        Wording.count(documents.stream()
                                .mapToLong(StoredDocument::tokens)
                                .sum()),
                        Digests.sha256(digests));
    }
}
