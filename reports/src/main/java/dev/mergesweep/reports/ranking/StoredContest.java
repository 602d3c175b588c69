package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.Weights;
import dev.mergesweep.sweep.store.Drop;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredFailure;
import dev.mergesweep.sweep.store.StoredRun;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run's store says, as a contest: a report computes nothing that is not in it. */
public final class StoredContest {
    private static final String UNFINISHED =
            "the run is not finished: this is how it stands on the documents that all in it were scored on so far";

    private StoredContest() {}

    /**
     * By the run's own rules.
     *
     * @param warnings to add to those of the run
     * @throws dev.mergesweep.merger.yaml.InputException where too little is scored yet
     */
    public static Contest of(StoredRun run, List<String> warnings) {
        return of(run, warnings, null);
    }

    /** @param split {@code search} to see what the search saw; null for the split that counts */
    public static Contest of(StoredRun run, List<String> warnings, @Nullable String split) {
        RunHead.RankRule rank = run.head().rank();
        Measure measure =
                rank.by().equals(Measure.BITS_PER_BYTE.text()) ? Measure.BITS_PER_BYTE : Measure.MEAN_LOG_PERPLEXITY;
        Rules rules = new Rules(
                Place.of(run.folder().resolve("experiment.yaml").toString()),
                rank.against(),
                measure,
                new Weights(rank.weights()),
                rank.floors(),
                split);
        List<Score> scores = SoFar.scores(run);
        TooEarly.refuse(run, scores);
        Stream<String> unfinished = run.clock().finished() ? Stream.empty() : Stream.of(UNFINISHED);
        List<String> said = Stream.of(unfinished, run.head().warnings().stream(), warnings.stream())
                .flatMap(Function.identity())
                .toList();
        return new Contest(
                run.head().experiment(),
                scores,
                run.candidates().stream().map(StoredContest::entry).toList(),
                run.failures().stream().map(StoredContest::failed).toList(),
                run.drops().stream().collect(Collectors.toMap(Drop::candidate, Drop::share, Math::min)),
                said,
                rules,
                run.scaled());
    }

    private static Entry entry(StoredCandidate candidate) {
        Entry.Kind kind = switch (candidate.kind()) {
            case PARENT -> Entry.Kind.PARENT;
            case BASELINE -> Entry.Kind.BASELINE;
            case MERGE, CHECKPOINT -> Entry.Kind.CANDIDATE;
        };
        return new Entry(candidate.name(), kind, candidate.axes(), candidate.recipe(), candidate.differentT());
    }

    private static Ranking.Failed failed(StoredFailure failure) {
        return new Ranking.Failed(failure.candidate(), failure.reason(), failure.domain(), failure.document());
    }
}
