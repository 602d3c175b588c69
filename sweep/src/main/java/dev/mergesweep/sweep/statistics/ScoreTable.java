package dev.mergesweep.sweep.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Scores of one split as a full table: every candidate in it has a finite score on every document. Candidates, domains and
 * documents are sorted by name.
 *
 * @param candidates ids of the complete candidates
 * @param failed who misses a document that some other candidate has, or has a value that is not finite
 */
public record ScoreTable(List<String> candidates, List<DomainScores> domains, List<Failure> failed) {
    public ScoreTable {
        candidates = List.copyOf(candidates);
        domains = List.copyOf(domains);
        failed = List.copyOf(failed);
    }

    /**
     * @param scores in any order, of one split. The documents are those that any candidate has, also a failed one
     * @throws IllegalArgumentException where a candidate has two scores on a document, or, by {@link
     *     Measure#MEAN_LOG_PERPLEXITY}, candidates disagree on a document's tokens
     */
    public static ScoreTable of(List<Score> scores, Measure measure) {
        TreeSet<String> candidates = new TreeSet<>();
        TreeMap<String, Columns> columns = new TreeMap<>();
        for (Score score : scores) {
            candidates.add(score.candidate());
            if (score.tokens() > 0) {
                columns.computeIfAbsent(score.domain(), Columns::new).add(score, measure);
            }
        }
        TreeMap<String, Failure> failed = new TreeMap<>();
        for (Columns domain : columns.values()) {
            candidates.forEach(candidate -> domain.check(candidate, failed));
        }
        candidates.removeAll(failed.keySet());
        List<String> complete = List.copyOf(candidates);
        return new ScoreTable(
                complete,
                columns.values().stream().map(domain -> domain.scores(complete)).toList(),
                List.copyOf(failed.values()));
    }

    /** Place of a candidate in {@link #candidates()}, or -1. */
    public int indexOf(String candidate) {
        return Math.max(-1, Collections.binarySearch(candidates, candidate));
    }

    /** The scores of one domain while they come in. */
    private static final class Columns {
        private final String domain;
        private final TreeMap<String, Double> sizes = new TreeMap<>();
        private final Map<String, Map<String, Double>> nats = new HashMap<>();

        Columns(String domain) {
            this.domain = domain;
        }

        void add(Score score, Measure measure) {
            double size = measure.size(score);
            Double before = sizes.putIfAbsent(score.document(), size);
            if (before != null && before != size) {
                throw new IllegalArgumentException("Document %s of %s has two sizes: %s for %s, %s before"
                        .formatted(score.document(), domain, size, score.candidate(), before));
            }
            Map<String, Double> mine = nats.computeIfAbsent(score.candidate(), name -> new HashMap<>());
            if (mine.putIfAbsent(score.document(), score.nats()) != null) {
                throw new IllegalArgumentException("%s has two scores on document %s of %s"
                        .formatted(score.candidate(), score.document(), domain));
            }
        }

        void check(String candidate, Map<String, Failure> failed) {
            Map<String, Double> mine = nats.getOrDefault(candidate, Map.of());
            List<String> broken = new ArrayList<>();
            for (String document : sizes.keySet()) {
                Double value = mine.get(document);
                if (value == null) {
                    failed.putIfAbsent(
                            candidate, new Failure(candidate, Failure.Reason.MISSING_DOCUMENT, domain, document));
                    return;
                } else if (!Double.isFinite(value)) {
                    broken.add(document);
                }
            }
            if (!broken.isEmpty()) {
                failed.putIfAbsent(
                        candidate, new Failure(candidate, Failure.Reason.NOT_FINITE, domain, broken.getFirst()));
            }
        }

        DomainScores scores(List<String> candidates) {
            List<String> documents = List.copyOf(sizes.keySet());
            double[][] table = new double[candidates.size()][];
            Arrays.setAll(table, c -> row(nats.getOrDefault(candidates.get(c), Map.of()), documents));
            double[] size =
                    sizes.values().stream().mapToDouble(Double::doubleValue).toArray();
            return new DomainScores(domain, documents, size, table);
        }

        private static double[] row(Map<String, Double> nats, List<String> documents) {
            return documents.stream()
                    .mapToDouble(document -> nats.getOrDefault(document, Double.NaN))
                    .toArray();
        }
    }
}
