package dev.mergesweep.reports.diff;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.sweep.statistics.Analysis;
import dev.mergesweep.sweep.statistics.Bootstrap;
import dev.mergesweep.sweep.statistics.Estimate;
import dev.mergesweep.sweep.statistics.Finding;
import dev.mergesweep.sweep.statistics.Interval;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Quantiles;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.ScoreTable;
import dev.mergesweep.sweep.statistics.Weights;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The documents that two runs share, and what candidates scored on them. */
final class PairedDocuments {
    /** A stand-in whose score on every document is its tokens; each pair's change is added to it. */
    private static final String STILL = "still";

    private final Weights weights;
    private final SequencedMap<Text, StoredDocument> first;
    private final SequencedMap<Text, StoredDocument> second;
    private final Map<Cell, Double> firstNats;
    private final Map<Cell, Double> secondNats;

    private PairedDocuments(StoredRun first, Ranking left, StoredRun second, Ranking right) {
        weights = new Weights(first.head().rank().weights());
        this.first = documents(first, left.sample().split());
        this.second = documents(second, right.sample().split());
        firstNats = nats(first);
        secondNats = nats(second);
    }

    /** What makes documents of two runs the same one. */
    private record Text(String domain, String digest, long tokens) {}

    private record Cell(String candidate, String domain, String document) {}

    static PairedDocuments of(StoredRun first, Ranking left, StoredRun second, Ranking right) {
        return new PairedDocuments(first, left, second, right);
    }

    private static SequencedMap<Text, StoredDocument> documents(StoredRun run, String split) {
        SequencedMap<Text, StoredDocument> documents = new LinkedHashMap<>();
        for (StoredDocument document : run.documents()) {
            if (document.tokens() > 0
                    && (split.equals("all") || document.split().equals(split))) {
                documents.putIfAbsent(new Text(document.domain(), document.digest(), document.tokens()), document);
            }
        }
        return documents;
    }

    private static Map<Cell, Double> nats(StoredRun run) {
        Map<Cell, Double> nats = new HashMap<>();
        run.scores()
                .forEach(
                        score -> nats.put(new Cell(score.candidate(), score.domain(), score.document()), score.nats()));
        return nats;
    }

    /** By domain. */
    List<RunDiff.SharedDocuments> counts() {
        TreeSet<String> domains = new TreeSet<>();
        first.keySet().forEach(text -> domains.add(text.domain()));
        second.keySet().forEach(text -> domains.add(text.domain()));
        return domains.stream()
                .map(domain -> {
                    int shared = shared(domain).size();
                    return new RunDiff.SharedDocuments(
                            domain, shared, count(first, domain) - shared, count(second, domain) - shared);
                })
                .toList();
    }

    private static int count(Map<Text, StoredDocument> documents, String domain) {
        return (int) documents.keySet().stream()
                .filter(text -> text.domain().equals(domain))
                .count();
    }

    private List<Text> shared(String domain) {
        return first.keySet().stream()
                .filter(text -> text.domain().equals(domain) && second.containsKey(text))
                .toList();
    }

    /** @param couples a row of the first run and one of the second */
    List<RunDiff.Pair> compare(List<Row[]> couples) {
        List<Text> shared = counts().stream()
                .filter(domain -> domain.shared() > 1)
                .flatMap(domain -> shared(domain.domain()).stream())
                .toList();
        if (shared.isEmpty() || couples.isEmpty()) {
            return couples.stream()
                    .map(rows -> new RunDiff.Pair(rows[0], rows[1], null))
                    .toList();
        }
        Map<String, Finding> findings = new HashMap<>();
        ScoreTable table = ScoreTable.of(changes(couples, shared), Measure.MEAN_LOG_PERPLEXITY);
        Analysis.of(table, weights, STILL, Bootstrap.DEFAULT)
                .findings()
                .forEach(finding -> findings.put(finding.candidate(), finding));
        boolean few = counts().stream().anyMatch(domain -> domain.shared() < Bootstrap.ENOUGH_FOR_T);
        List<RunDiff.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < couples.size(); i++) {
            Finding finding = findings.get(Integer.toString(i));
            RunDiff.Change change = finding == null || finding.against() == null
                    ? null
                    : change(finding.against().overall(), few);
            pairs.add(new RunDiff.Pair(couples.get(i)[0], couples.get(i)[1], change));
        }
        return pairs;
    }

    private static RunDiff.Change change(Estimate estimate, boolean few) {
        Interval interval = few ? estimate.byBootstrap() : estimate.byT(new Quantiles());
        return new RunDiff.Change(
                100 * Math.expm1(estimate.value()),
                new Interval(100 * Math.expm1(interval.low()), 100 * Math.expm1(interval.high())),
                estimate.value() == 0 && estimate.standardError() == 0);
    }

    /** One candidate per couple, by its number, whose difference to the stand-in is the couple's change. */
    private List<Score> changes(List<Row[]> couples, List<Text> shared) {
        List<Score> scores = new ArrayList<>();
        for (Text text : shared) {
            scores.add(score(STILL, text, 0));
            for (int i = 0; i < couples.size(); i++) {
                double before = nats(firstNats, couples.get(i)[0], first.get(text));
                double after = nats(secondNats, couples.get(i)[1], second.get(text));
                scores.add(score(Integer.toString(i), text, after - before));
            }
        }
        return scores;
    }

    private static double nats(Map<Cell, Double> nats, Row row, @Nullable StoredDocument document) {
        return document == null
                ? Double.NaN
                : nats.getOrDefault(new Cell(row.entry().candidate(), document.domain(), document.id()), Double.NaN);
    }

    private static Score score(String candidate, Text text, double change) {
        return new Score(
                candidate,
                text.domain(),
                text.digest(),
                "all",
                text.tokens(),
                text.tokens() + change,
                Score.UNKNOWN,
                Score.UNKNOWN);
    }
}
