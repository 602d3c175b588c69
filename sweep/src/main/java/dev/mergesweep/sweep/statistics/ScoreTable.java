package dev.mergesweep.sweep.statistics;

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
        TreeSet<String> names = candidates(scores);
        TreeMap<String, DomainColumns> columns = new TreeMap<>();
        sizes(scores, measure).forEach((domain, sizes) -> columns.put(domain, new DomainColumns(domain, sizes)));
        for (Score score : scores) {
            DomainColumns domain = columns.get(score.domain());
            if (score.tokens() > 0 && domain != null) {
                domain.put(score);
            }
        }
        Map<String, Failure> failed = new TreeMap<>();
        for (DomainColumns domain : columns.values()) {
            names.forEach(candidate -> domain.check(candidate, failed));
        }
        names.removeAll(failed.keySet());
        List<String> complete = List.copyOf(names);
        return new ScoreTable(
                complete,
                columns.values().stream().map(domain -> domain.scores(complete)).toList(),
                List.copyOf(failed.values()));
    }

    private static TreeSet<String> candidates(List<Score> scores) {
        TreeSet<String> names = new TreeSet<>();
        String before = null;
        for (Score score : scores) {
            if (!score.candidate().equals(before)) {
                before = score.candidate();
                names.add(before);
            }
        }
        return names;
    }

    /** Sizes of the documents with scored tokens, by domain and document. */
    private static Map<String, Map<String, Double>> sizes(List<Score> scores, Measure measure) {
        Map<String, Map<String, Double>> sizes = new HashMap<>();
        Map<String, Double> ofDomain = Map.of();
        String domain = null;
        for (Score score : scores) {
            if (score.tokens() > 0) {
                if (!score.domain().equals(domain)) {
                    domain = score.domain();
                    ofDomain = sizes.computeIfAbsent(domain, name -> new HashMap<>());
                }
                double size = measure.size(score);
                Double before = ofDomain.get(score.document());
                if (before == null) {
                    ofDomain.put(score.document(), size);
                } else if (before != size) {
                    throw new IllegalArgumentException("Document %s of %s has two sizes: %s for %s, %s before"
                            .formatted(score.document(), score.domain(), size, score.candidate(), before));
                }
            }
        }
        return sizes;
    }

    /** Place of a candidate in {@link #candidates()}, or -1. */
    public int indexOf(String candidate) {
        return Math.max(-1, Collections.binarySearch(candidates, candidate));
    }
}
