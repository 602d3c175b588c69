package dev.mergesweep.reports.gate;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.reports.gate.Ruling.Outcome;
import dev.mergesweep.sweep.statistics.Analysis;
import dev.mergesweep.sweep.statistics.Bootstrap;
import dev.mergesweep.sweep.statistics.Estimate;
import dev.mergesweep.sweep.statistics.Finding;
import dev.mergesweep.sweep.statistics.Interval;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.ScoreTable;
import dev.mergesweep.sweep.statistics.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Non-inferiority by domain: differences are paired by document, documents are the clusters, and each bound is a one-sided
 * 95 % one, so that a model that is worse by just the margin passes at most one time in twenty.
 *
 * @param limit percent of perplexity that the candidate may have more; 0: it must be better
 */
public record Gate(double limit) {
    private static final String CANDIDATE = "candidate";
    private static final String REFERENCE = "reference";
    private static final Interval UNKNOWN = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Gate {
        if (!(limit >= 0 && Double.isFinite(limit))) {
            throw new IllegalArgumentException("a margin is a percentage of 0 or more, not " + limit);
        }
    }

    /**
     * @param candidate scores on all documents of all domains
     * @param reference scores on the same documents, of the same tokens
     * @return one a domain, by name
     * @throws IllegalArgumentException where a document has other tokens for the reference
     */
    public List<Ruling> rule(List<DocumentScore> candidate, List<DocumentScore> reference) {
        return rule(candidate, reference, Bootstrap.DEFAULT);
    }

    List<Ruling> rule(List<DocumentScore> candidate, List<DocumentScore> reference, Bootstrap bootstrap) {
        Map<String, List<Score>> domains = new TreeMap<>();
        candidate.forEach(score -> add(domains, CANDIDATE, score));
        reference.forEach(score -> add(domains, REFERENCE, score));
        return domains.entrySet().stream()
                .map(domain ->
                        rule(domain.getKey(), ScoreTable.of(domain.getValue(), Measure.MEAN_LOG_PERPLEXITY), bootstrap))
                .toList();
    }

    private static void add(Map<String, List<Score>> domains, String who, DocumentScore score) {
        if (score.tokens() > 0) {
            domains.computeIfAbsent(score.domain(), _ -> new ArrayList<>())
                    .add(new Score(
                            who,
                            score.domain(),
                            score.document(),
                            "all",
                            score.tokens(),
                            score.nats(),
                            score.bytes(),
                            score.words()));
        }
    }

    private Ruling rule(String domain, ScoreTable table, Bootstrap bootstrap) {
        int documents = table.domains().getFirst().documents().size();
        if (!table.failed().isEmpty()) {
            boolean own = table.indexOf(CANDIDATE) < 0;
            return new Ruling(domain, documents, Double.NaN, UNKNOWN, limit, own ? Outcome.FAIL : Outcome.INCONCLUSIVE);
        }
        if (documents < 2) {
            var scores = table.domains().getFirst();
            double change = scores.theta(table.indexOf(CANDIDATE)) - scores.theta(table.indexOf(REFERENCE));
            return new Ruling(domain, documents, percent(change), UNKNOWN, limit, Outcome.INCONCLUSIVE);
        }
        Estimate change = change(table, bootstrap);
        Interval nats = change.oneSided();
        Interval bounds = new Interval(percent(nats.low()), percent(nats.high()));
        return new Ruling(domain, documents, percent(change.value()), bounds, limit, outcome(bounds));
    }

    private Outcome outcome(Interval bounds) {
        if (bounds.high() < limit) {
            return Outcome.PASS;
        }
        return bounds.low() > limit ? Outcome.FAIL : Outcome.INCONCLUSIVE;
    }

    private static Estimate change(ScoreTable table, Bootstrap bootstrap) {
        for (Finding finding :
                Analysis.of(table, Weights.EQUAL, REFERENCE, bootstrap).findings()) {
            Finding.Comparison against = finding.against();
            if (against != null) {
                return against.overall();
            }
        }
        throw new IllegalStateException("the candidate is not in its own table");
    }

    private static double percent(double nats) {
        return 100 * Math.expm1(nats);
    }
}
