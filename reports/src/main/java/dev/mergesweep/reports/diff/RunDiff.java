package dev.mergesweep.reports.diff;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.StoredContest;
import dev.mergesweep.sweep.statistics.Interval;
import dev.mergesweep.sweep.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What two runs have in common and where they differ. Candidates are paired on the documents that both runs scored: equal
 * text, equal tokens, on the split that each ranks.
 *
 * @param settings lines of what the scores depend on that only one run has, {@code -} for the first and {@code +} for the
 *     second
 * @param pairs candidates that both rank, in the first run's order
 * @param winners the two winners against each other; null where a run has none
 */
public record RunDiff(
        Side first,
        Side second,
        List<String> settings,
        List<SharedDocuments> documents,
        List<Pair> pairs,
        @Nullable Pair winners) {
    public RunDiff {
        settings = List.copyOf(settings);
        documents = List.copyOf(documents);
        pairs = List.copyOf(pairs);
    }

    /**
     * One of the runs.
     *
     * @param run its folder
     * @param alone candidates that only this run ranks, best first
     */
    public record Side(
            String run, String experiment, @Nullable String winner, String verdict, List<String> alone) {
        public Side {
            alone = List.copyOf(alone);
        }
    }

    /** Documents of a domain's ranked split, by who has them. */
    public record SharedDocuments(String domain, int shared, int onlyFirst, int onlySecond) {}

    /**
     * A candidate of the first run and one of the second.
     *
     * @param change from the first to the second, on shared documents; null where fewer than two of a domain are shared
     */
    public record Pair(Row first, Row second, @Nullable Change change) {}

    /**
     * A difference of perplexity on shared documents, negative where the second run's is lower.
     *
     * @param percent of perplexity
     * @param interval 95 %, in percent
     * @param sameBits every document has the same nats, to the last digit
     */
    public record Change(double percent, Interval interval, boolean sameBits) {}

    /** Nothing is scored: both stores are read and ranked. */
    public static RunDiff of(StoredRun first, StoredRun second) {
        Ranking left = StoredContest.of(first, List.of()).rank();
        Ranking right = StoredContest.of(second, List.of()).rank();
        PairedDocuments documents = PairedDocuments.of(first, left, second, right);
        List<Row[]> couples = new ArrayList<>();
        for (Row row : left.rows()) {
            Row other = row(right, row.entry().candidate());
            if (other != null) {
                couples.add(new Row[] {row, other});
            }
        }
        Row winner = row(left, left.decision().winner());
        Row otherWinner = row(right, right.decision().winner());
        boolean both = winner != null && otherWinner != null;
        if (both) {
            couples.add(new Row[] {winner, otherWinner});
        }
        List<Pair> pairs = documents.compare(couples);
        return new RunDiff(
                side(first, left, right),
                side(second, right, left),
                settings(first.head().setting(), second.head().setting()),
                documents.counts(),
                both ? pairs.subList(0, pairs.size() - 1) : pairs,
                both ? pairs.getLast() : null);
    }

    private static @Nullable Row row(Ranking ranking, @Nullable String candidate) {
        return ranking.rows().stream()
                .filter(row -> row.entry().candidate().equals(candidate))
                .findFirst()
                .orElse(null);
    }

    private static Side side(StoredRun run, Ranking ranking, Ranking other) {
        List<String> alone = ranking.rows().stream()
                .map(row -> row.entry().candidate())
                .filter(candidate -> row(other, candidate) == null)
                .toList();
        Ranking.Decision decision = ranking.decision();
        return new Side(
                run.folder().toString(),
                Objects.requireNonNullElse(ranking.experiment(), ""),
                decision.winner(),
                decision.verdict().text(),
                alone);
    }

    private static List<String> settings(String first, String second) {
        List<String> left = first.lines().toList();
        List<String> right = second.lines().toList();
        return Stream.concat(
                        left.stream().filter(line -> !right.contains(line)).map(line -> "- " + line),
                        right.stream().filter(line -> !left.contains(line)).map(line -> "+ " + line))
                .toList();
    }
}
