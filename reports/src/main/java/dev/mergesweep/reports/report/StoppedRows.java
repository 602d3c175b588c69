package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Contest;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.Rules;
import dev.mergesweep.sweep.statistics.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Candidates that a race stopped, compared with the reference on the documents that they were scored on. Such figures stand
 * beside those of the others in a picture, never in a ranking.
 */
final class StoppedRows {
    private final Contest contest;
    private final String reference;

    /** @param contest of the split that was searched */
    StoppedRows(Contest contest, String reference) {
        this.contest = contest;
        this.reference = reference;
    }

    /** Those who were stopped at the same moment are compared together; the last to be stopped first. */
    List<Row> all() {
        TreeMap<Double, Set<String>> moments = new TreeMap<>();
        contest.raced()
                .forEach((candidate, share) ->
                        moments.computeIfAbsent(share, _ -> new TreeSet<>()).add(candidate));
        List<Row> rows = new ArrayList<>();
        moments.descendingMap().values().forEach(stopped -> rows.addAll(rows(stopped)));
        return rows;
    }

    private List<Row> rows(Set<String> stopped) {
        List<Score> theirs = contest.scores().stream()
                .filter(score -> stopped.contains(score.candidate()) && split(score))
                .toList();
        Set<Document> documents = theirs.stream().map(Document::of).collect(Collectors.toSet());
        if (tooFew(documents)) {
            return List.of();
        }
        List<Score> scores = contest.scores().stream()
                .filter(score ->
                        stopped.contains(score.candidate()) || score.candidate().equals(reference))
                .filter(score -> documents.contains(Document.of(score)))
                .toList();
        Rules rules = contest.rules();
        Contest small = new Contest(
                contest.experiment(),
                scores,
                contest.entries(),
                List.of(),
                Map.of(),
                List.of(),
                new Rules(rules.place(), reference, rules.measure(), rules.weights(), Map.of(), rules.split()),
                List.of());
        return small.rank().rows().stream()
                .filter(row -> stopped.contains(row.entry().candidate()))
                .toList();
    }

    private boolean split(Score score) {
        String split = contest.rules().split();
        return split == null || split.equals(score.split());
    }

    /** A domain that is missing, or has one document alone, tells nothing. */
    private boolean tooFew(Set<Document> documents) {
        Map<String, Long> there =
                documents.stream().collect(Collectors.groupingBy(Document::domain, Collectors.counting()));
        return contest.scores().stream()
                .filter(this::split)
                .anyMatch(score -> there.getOrDefault(score.domain(), 0L) < 2);
    }

    private record Document(String domain, String id) {
        static Document of(Score score) {
            return new Document(score.domain(), score.document());
        }
    }
}
