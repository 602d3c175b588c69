package dev.mergesweep.reports.ranking;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A ranking as plain text for a terminal: a table, the answer in one sentence, the doubts. */
public final class RankingText {
    private static final int LONGEST_CELL = 24;

    private RankingText() {}

    /** @param limit of rows shown; baselines, the winner and the reference are shown wherever they stand */
    public static String of(Ranking ranking, int limit) {
        List<Row> shown = ranking.rows().stream()
                .filter(row -> row.standing().rank() <= limit
                        || row.entry().baseline()
                        || row.difference() == null
                        || row.entry().candidate().equals(ranking.decision().winner()))
                .toList();
        List<List<String>> cells = new ArrayList<>();
        SequencedSet<String> axes = axes(ranking);
        cells.add(header(ranking, axes));
        shown.forEach(row -> cells.add(cells(row, axes)));
        StringBuilder text = new StringBuilder(TextTable.of(cells));
        sentences(ranking, shown.size())
                .forEach(sentence -> text.append(sentence).append('\n'));
        return text.toString();
    }

    private static SequencedSet<String> axes(Ranking ranking) {
        SequencedSet<String> axes = new LinkedHashSet<>();
        for (Row row : ranking.rows()) {
            if (row.entry().axes() != null) {
                axes.addAll(row.entry().axes().keySet());
            }
        }
        return axes;
    }

    private static List<String> header(Ranking ranking, SequencedSet<String> axes) {
        List<String> header = new ArrayList<>(List.of("rank", "candidate"));
        header.addAll(axes);
        header.add("objective (95 %)");
        if (ranking.sample().domains().size() > 1) {
            ranking.sample().domains().forEach(domain -> header.add("ppl " + domain.name()));
        } else {
            header.add("perplexity");
        }
        header.add("against " + ranking.against().candidate() + " (95 %)");
        header.add("p");
        return header;
    }

    private static List<String> cells(Row row, SequencedSet<String> axes) {
        Row.Standing standing = row.standing();
        List<String> cells = new ArrayList<>();
        cells.add(standing.rank() + (standing.tiedForFirst() ? "*" : ""));
        cells.add(row.entry().candidate());
        for (String axis : axes) {
            JsonNode value =
                    row.entry().axes() == null ? null : row.entry().axes().get(axis);
            cells.add(value == null ? "" : cut(value.isString() ? value.asString() : value.toString()));
        }
        Row.Estimate objective = row.objective();
        cells.add(format("%.4f (%.4f to %.4f)", objective.value(), objective.low(), objective.high()));
        row.domains().values().forEach(domain -> cells.add(format("%.3f", domain.perplexity())));
        Row.Difference difference = row.difference();
        if (difference == null) {
            cells.addAll(List.of("-", ""));
        } else {
            Row.Percent percent = difference.percent();
            cells.add(format("%+.2f %% (%+.2f to %+.2f)", percent.value(), percent.low(), percent.high()));
            cells.add(format("%.2g", difference.p().adjusted()));
        }
        return cells;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL - 1) + "…";
    }

    private static List<String> sentences(Ranking ranking, int shown) {
        List<String> sentences = new ArrayList<>();
        if (shown < ranking.rows().size()) {
            sentences.add(format("… and %d more.", ranking.rows().size() - shown));
        }
        sentences.add(
                "* tied for first: in the 90 % model confidence set. p: adjusted for all candidates (Romano-Wolf).");
        others(ranking).forEach(sentences::add);
        sentences.add("");
        String winner = ranking.decision().winner();
        sentences.add(
                winner == null
                        ? "No winner: " + ranking.decision().verdict().text() + "."
                        : format(
                                "Winner: %s, %s.",
                                winner, ranking.decision().verdict().text()));
        Ranking.Yardstick uniform = ranking.decision().uniform();
        if (uniform != null) {
            sentences.add(format(
                    "Plain t = 0.5: the winner is %s.",
                    uniform.verdict() instanceof Verdict.NoneBetter
                            ? "not better than " + uniform.candidate()
                            : uniform.verdict().text()));
        }
        String simplest = ranking.decision().simplest();
        if (simplest != null && !simplest.equals(winner)) {
            sentences.add(format("Tied for first and simplest: %s.", simplest));
        }
        ranking.decision()
                .tradeOffs()
                .forEach(choice -> sentences.add(format(
                        "On the Pareto front, %s: %s%s.",
                        choice.name(),
                        choice.candidate(),
                        ranking.isParent(choice.candidate()) ? " (a parent, no merge)" : "")));
        ranking.warnings().forEach(warning -> sentences.add("Note: " + warning + "."));
        return sentences;
    }

    private static Stream<String> others(Ranking ranking) {
        long raced = ranking.unranked().stream()
                .filter(candidate -> Objects.equals(candidate.why(), "raced"))
                .count();
        long rest = ranking.unranked().size() - raced;
        long heldOut = ranking.rows().stream()
                .filter(row -> row.entry().droppedAt() != null)
                .count();
        return Stream.of(
                        stopped(raced, heldOut),
                        rest == 0 ? "" : format("%d not among the finalists.", rest),
                        ranking.failed().isEmpty()
                                ? ""
                                : format("%d failed.", ranking.failed().size()))
                .filter(sentence -> !sentence.isEmpty());
    }

    /** @param heldOut those who filled the places of finalists */
    private static String stopped(long unranked, long heldOut) {
        if (heldOut == 0) {
            return unranked == 0 ? "" : format("%d not ranked: the race stopped them early.", unranked);
        }
        return format(
                "%d stopped early by the race: %d not ranked, %d ranked since they held out longest and too few came through.",
                unranked + heldOut, unranked, heldOut);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
