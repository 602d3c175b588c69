package dev.mergesweep.reports.ranking;

import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.store.Drop;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredFailure;
import dev.mergesweep.sweep.store.StoredRun;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be compared while a run goes on: of every split the documents that all who are well on their way have, so that
 * nobody counts as failed whose turn has not come, and the split kept apart only once it is complete.
 */
final class SoFar {
    /** Who has less than this share of the documents that the farthest has came late, and would hold up the others. */
    private static final double ON_THE_WAY = 0.5;

    private final StoredRun run;
    private final Set<String> out = new HashSet<>();

    private SoFar(StoredRun run) {
        this.run = run;
        run.failures().stream().map(StoredFailure::candidate).forEach(out::add);
        run.drops().stream().map(Drop::candidate).forEach(out::add);
    }

    /** The scores to rank; all of them where the run is finished. */
    static List<Score> scores(StoredRun run) {
        return run.clock().finished() ? run.scores() : new SoFar(run).scores();
    }

    private List<Score> scores() {
        Map<String, List<Score>> splits = run.scores().stream()
                .filter(score -> !out.contains(score.candidate()))
                .collect(Collectors.groupingBy(Score::split));
        Stream<Score> stopped = run.scores().stream().filter(score -> out.contains(score.candidate()));
        return Stream.concat(stopped, splits.values().stream().map(this::common).flatMap(List::stream))
                .toList();
    }

    /** The scores of those on their way on the documents that each of them has. */
    private List<Score> common(List<Score> split) {
        Map<String, Set<Document>> byCandidate = new HashMap<>();
        split.forEach(score -> byCandidate
                .computeIfAbsent(score.candidate(), _ -> new HashSet<>())
                .add(Document.of(score)));
        int most = byCandidate.values().stream().mapToInt(Set::size).max().orElse(0);
        byCandidate.values().removeIf(documents -> documents.size() < ON_THE_WAY * most);
        Set<Document> common = intersection(byCandidate.values());
        boolean keptApart = split.getFirst().split().equals(Splits.CONFIRM);
        return keptApart && common.size() < documents()
                ? List.of()
                : split.stream()
                        .filter(score -> byCandidate.containsKey(score.candidate()))
                        .filter(score -> common.contains(Document.of(score)))
                        .toList();
    }

    private static Set<Document> intersection(Collection<Set<Document>> sets) {
        Set<Document> common = new HashSet<>(sets.iterator().next());
        sets.forEach(common::retainAll);
        return common;
    }

    /** How many of those kept apart can be scored. */
    private long documents() {
        return run.documents().stream()
                .filter(document -> document.tokens() > 0)
                .map(StoredDocument::split)
                .filter(Splits.CONFIRM::equals)
                .count();
    }

    private record Document(String domain, String id) {
        static Document of(Score score) {
            return new Document(score.domain(), score.document());
        }
    }
}
