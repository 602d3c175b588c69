package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredRun;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses a run that has not come far enough to be ranked, and says how to go on with it. */
final class TooEarly {
    private TooEarly() {}

    /**
     * Nothing where the run is finished, or where every domain has an error bar.
     *
     * @param scores that would be ranked
     */
    static void refuse(StoredRun run, List<Score> scores) {
        if (run.clock().finished()) {
            return;
        }
        Map<String, Set<String>> scored = new HashMap<>();
        scores.stream()
                .filter(score -> score.tokens() > 0)
                .forEach(score -> scored.computeIfAbsent(score.domain(), _ -> new HashSet<>())
                        .add(score.document()));
        boolean ranked = run.documents().stream()
                .filter(document -> document.tokens() > 0)
                .map(StoredDocument::domain)
                .allMatch(domain -> scored.getOrDefault(domain, Set.of()).size() >= Fit.FEWEST);
        if (!ranked) {
            throw new InputException(
                    Place.of(run.folder().toString()),
                    run.scaled().isEmpty()
                            ? "there is no score yet"
                            : "too little is scored yet: a ranking needs two documents of every domain",
                    "Go on with: " + Hint.of("run", run.head().origin().file(), "--run", run.folder()));
        }
    }
}
