package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks that scores can be ranked by the rules, before anything is computed. */
final class Fit {
    /** Documents of a domain, to estimate an error from. */
    static final int FEWEST = 2;

    private Fit() {}

    static void check(List<Score> scores, Rules rules) {
        Problems problems = new Problems();
        // Some documents of each domain: of more than a few nobody asks.
        Map<String, Set<String>> documents = new TreeMap<>();
        Set<String> some = Set.of();
        String domain = null;
        boolean bytesKnown = true;
        for (Score score : scores) {
            if (score.tokens() > 0) {
                if (!score.domain().equals(domain)) {
                    domain = score.domain();
                    some = documents.computeIfAbsent(domain, name -> new HashSet<>());
                }
                if (some.size() < FEWEST) {
                    some.add(score.document());
                }
                bytesKnown &= score.bytes() > 0;
            }
        }
        if (documents.isEmpty()) {
            // Of nothing every other rule would complain too.
            throw new InputException(rules.place(), "there is no score to rank", "");
        }
        documents.forEach((name, ids) -> {
            if (ids.size() < FEWEST) {
                problems.error(
                        rules.place(),
                        "",
                        "domain %s has one document, and one tells nothing about its error".formatted(name),
                        "Score at least two documents, better thirty and more");
            }
        });
        if (rules.measure() == Measure.BITS_PER_BYTE && !bytesKnown) {
            problems.error(
                    rules.place(), "bytes", "bits per byte need the bytes of every document", "Fill the column bytes");
        }
        known("weights", rules.weights().byDomain().keySet(), documents.keySet(), rules, problems);
        known("floors", rules.floors().keySet(), documents.keySet(), rules, problems);
        boolean nothingCounts = documents.keySet().stream()
                .allMatch(name -> rules.weights().byDomain().getOrDefault(name, 1.0) == 0);
        if (nothingCounts) {
            problems.error(rules.place(), "weights", "every domain has weight 0", "Give one of them a weight above 0");
        }
        problems.throwIfAny();
    }

    private static void known(String key, Set<String> named, Set<String> domains, Rules rules, Problems problems) {
        for (String domain : new TreeSet<>(named)) {
            if (!domains.contains(domain)) {
                problems.error(
                        rules.place(),
                        key,
                        "there is no domain \"%s\"".formatted(domain),
                        "Domains here: " + String.join(", ", domains));
            }
        }
    }
}
