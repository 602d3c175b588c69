package dev.mergesweep.reports.format;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Wording;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The ranking for a spreadsheet: a line a candidate, RFC 4180. Axes and domains are columns of their own. */
final class RankingCsv {
    private static final List<String> BEFORE =
            List.of("rank", "rank_low", "rank_high", "split", "candidate", "baseline", "winner");
    private static final List<String> AFTER = List.of(
            "objective",
            "standard_error",
            "low",
            "high",
            "nats_per_token",
            "difference_standard_error",
            "percent",
            "percent_low",
            "percent_high",
            "p_better",
            "p_holm",
            "p_adjusted",
            "confidence_set_p",
            "tied_for_first",
            "search_objective",
            "recipe");
    private static final List<String> DOMAIN =
            List.of("documents", "tokens", "nats", "perplexity", "perplexity_low", "perplexity_high");

    private final Ranking ranking;
    private final Set<String> axes = new LinkedHashSet<>();
    private final Set<String> domains = new LinkedHashSet<>();

    private RankingCsv(Ranking ranking) {
        this.ranking = ranking;
        for (Row row : ranking.rows()) {
            SequencedMap<String, JsonNode> values = row.entry().axes();
            if (values != null) {
                axes.addAll(values.keySet());
            }
            domains.addAll(row.domains().keySet());
        }
    }

    static String text(Ranking ranking) {
        return new RankingCsv(ranking).text();
    }

    private String text() {
        List<String> lines = new ArrayList<>();
        lines.add(line(header()));
        ranking.rows().forEach(row -> lines.add(line(cells(row))));
        return String.join("\n", lines) + "\n";
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(BEFORE);
        axes.forEach(axis -> header.add("axis:" + axis));
        header.addAll(AFTER);
        domains.forEach(domain -> DOMAIN.forEach(figure -> header.add(domain + ":" + figure)));
        return header;
    }

    private List<String> cells(Row row) {
        Row.Standing standing = row.standing();
        List<String> cells = new ArrayList<>();
        add(
                cells,
                standing.rank(),
                standing.rankLow(),
                standing.rankHigh(),
                row.split(),
                row.entry().candidate());
        add(
                cells,
                row.entry().baseline(),
                row.entry().candidate().equals(ranking.decision().winner()));
        axes(row, cells);
        Row.Estimate objective = row.objective();
        add(cells, objective.value(), objective.standardError(), objective.low(), objective.high());
        difference(row.difference(), cells);
        add(
                cells,
                standing.confidenceSetP(),
                standing.tiedForFirst(),
                row.searchObjective(),
                row.entry().recipe());
        domains(row, cells);
        return cells;
    }

    private void axes(Row row, List<String> cells) {
        SequencedMap<String, JsonNode> values = row.entry().axes();
        for (String axis : axes) {
            JsonNode value = values == null ? null : values.get(axis);
            add(cells, value == null || value.isNumber() ? value : Wording.value(value));
        }
    }

    private static void difference(Row.@Nullable Difference difference, List<String> cells) {
        if (difference == null) {
            add(cells, null, null, null, null, null, null, null, null);
            return;
        }
        Row.Percent percent = difference.percent();
        add(cells, difference.natsPerToken().value(), difference.natsPerToken().standardError());
        add(cells, percent.value(), percent.low(), percent.high());
        add(
                cells,
                difference.p().better(),
                difference.p().holm(),
                difference.p().adjusted());
    }

    private void domains(Row row, List<String> cells) {
        for (String domain : domains) {
            Row.DomainFigures figures = row.domains().get(domain);
            if (figures == null) {
                add(cells, null, null, null, null, null, null);
            } else {
                add(cells, figures.documents(), figures.tokens(), figures.nats());
                add(cells, figures.perplexity(), figures.perplexityLow(), figures.perplexityHigh());
            }
        }
    }

    private static void add(List<String> cells, @Nullable Object... values) {
        for (Object value : values) {
            cells.add(value == null ? "" : value.toString());
        }
    }

    private static String line(List<String> cells) {
        return cells.stream().map(RankingCsv::quoted).collect(Collectors.joining(","));
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\\r\\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
