package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.sweep.statistics.Objective;
import dev.mergesweep.sweep.statistics.ScoreTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the candidate that all others are compared with. */
record Reference(Contest contest, Splits splits, ScoreTable table) {
    private static final int NAMES_SHOWN = 8;

    Ranking.Against resolve() {
        String rule = contest.rules().against();
        return new Ranking.Against(rule.equals(Rules.BEST_PARENT) ? bestParent() : named(rule), rule);
    }

    /** By what the search read, so that choosing the reference does not use up the texts kept apart. */
    private String bestParent() {
        Map<String, Double> ranked = Objective.bestFirst(table, contest.rules().weights()).stream()
                .collect(Collectors.toMap(Objective::candidate, Objective::value));
        return table.candidates().stream()
                .filter(candidate -> contest.entry(candidate).kind() == Entry.Kind.PARENT)
                .min(Comparator.<String>comparingDouble(candidate -> onSearch(candidate, ranked))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow(() -> problem(
                        "best-parent needs complete scores of parent-0 or parent-1, and there are none",
                        "Name the reference with --against; there are: " + names(table.candidates())));
    }

    private double onSearch(String parent, Map<String, Double> ranked) {
        Double seen = splits.searchObjective(parent, contest.rules());
        return seen != null ? seen : ranked.getOrDefault(parent, Double.POSITIVE_INFINITY);
    }

    private String named(String name) {
        if (table.indexOf(name) >= 0) {
            return name;
        }
        table.failed().stream()
                .filter(failure -> failure.candidate().equals(name))
                .findFirst()
                .ifPresent(failure -> {
                    throw problem(
                            "%s cannot be the reference: %s %s of %s"
                                    .formatted(name, failure.reason().text(), failure.document(), failure.domain()),
                            "Name another one; there are: " + names(table.candidates()));
                });
        List<String> beginning = table.candidates().stream()
                .filter(candidate -> candidate.startsWith(name))
                .toList();
        return switch (beginning.size()) {
            case 0 ->
                throw problem(
                        "no candidate is called \"%s\"".formatted(name), "There are: " + names(table.candidates()));
            case 1 -> beginning.getFirst();
            default ->
                throw problem(
                        "\"%s\" may be any of %s".formatted(name, names(beginning)), "Write more of the one you mean");
        };
    }

    private InputException problem(String what, String advice) {
        return new InputException(List.of(new Problem(contest.rules().place(), "against", what, advice)));
    }

    private static String names(List<String> candidates) {
        String shown = candidates.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return candidates.size() <= NAMES_SHOWN
                ? shown
                : "%s and %d more".formatted(shown, candidates.size() - NAMES_SHOWN);
    }
}
