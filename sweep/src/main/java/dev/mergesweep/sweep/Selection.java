package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.race.RaceTable;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Objective;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.ScoreTable;
import dev.mergesweep.sweep.statistics.Weights;
import dev.mergesweep.sweep.store.RunHead.RankRule;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the scores in a ledger say of who is better. */
final class Selection {
    private static final double NATS_PER_BIT = Math.log(2);

    private final PreparedTexts texts;
    private final Ledger ledger;
    private final RankRule rule;
    private final Measure measure;

    Selection(PreparedTexts texts, Ledger ledger, RankRule rule) {
        this.texts = texts;
        this.ledger = ledger;
        this.rule = rule;
        this.measure = measure(rule.by());
    }

    static Measure measure(String word) {
        for (Measure measure : Measure.values()) {
            if (measure.text().equals(word)) {
                return measure;
            }
        }
        throw new IllegalArgumentException(word);
    }

    /** Objectives on some units from best to worst, equal ones by name; who lacks a score is not in it. */
    List<Objective> bestFirst(List<Candidate> candidates, List<Unit> units) {
        List<Score> scores = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (ledger.failure(candidate) == null) {
                units.forEach(unit -> unit.documents().forEach(document -> add(candidate, document, scores)));
            }
        }
        return scores.isEmpty()
                ? List.of()
                : Objective.bestFirst(ScoreTable.of(scores, measure), new Weights(rule.weights()));
    }

    private void add(Candidate candidate, int index, List<Score> scores) {
        PreparedDocument document = texts.documents().get(index);
        double nats = ledger.nats(candidate, index);
        if (!Double.isNaN(nats)) {
            scores.add(new Score(
                    candidate.name(),
                    document.domain(),
                    document.id(),
                    document.split().word(),
                    document.tokens(),
                    nats,
                    document.bytes(),
                    document.words()));
        }
    }

    /** Scores of candidates that have one on every document of some units. */
    RaceTable table(List<Candidate> candidates, List<Unit> units) {
        Map<String, List<Integer>> byDomain = new LinkedHashMap<>();
        for (Unit unit : units) {
            for (int document : unit.documents()) {
                byDomain.computeIfAbsent(texts.documents().get(document).domain(), _ -> new ArrayList<>())
                        .add(document);
            }
        }
        List<RaceTable.DomainTable> domains = new ArrayList<>();
        for (String domain : texts.domains()) {
            domains.add(domain(domain, byDomain.getOrDefault(domain, List.of()), candidates));
        }
        return new RaceTable(candidates.stream().map(Candidate::name).toList(), domains);
    }

    private RaceTable.DomainTable domain(String domain, List<Integer> documents, List<Candidate> candidates) {
        double[] sizes = documents.stream().mapToDouble(this::size).toArray();
        double[][] nats = candidates.stream()
                .map(candidate -> documents.stream()
                        .mapToDouble(document -> ledger.nats(candidate, document))
                        .toArray())
                .toArray(double[][]::new);
        return new RaceTable.DomainTable(rule.weights().getOrDefault(domain, 1.0), sizes, nats);
    }

    private double size(int index) {
        PreparedDocument document = texts.documents().get(index);
        return switch (measure) {
            case MEAN_LOG_PERPLEXITY -> document.tokens();
            case BITS_PER_BYTE -> document.bytes() * NATS_PER_BIT;
        };
    }
}
