package dev.mergesweep.sweep;

import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.search.Landscape.Predicted;
import dev.mergesweep.sweep.statistics.Objective;
import dev.mergesweep.sweep.statistics.Score;
import dev.mergesweep.sweep.statistics.ScoreTable;
import dev.mergesweep.sweep.statistics.Weights;
import dev.mergesweep.sweep.store.RunHead.RankRule;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the store of an experiment's run tells of points that were never scored. */
final class StoredPredictions {
    private final Sweep sweep;

    StoredPredictions(Sweep sweep) {
        this.sweep = sweep;
    }

    /** Every point of the space; none where the run has taken no slopes yet, or the folder is another experiment's. */
    Stream<Predicted> all() throws IOException {
        RunFolder folder = new RunFolder(sweep.folder(), InstantSource.system());
        String text = sweep.experiment().source().text();
        if (!RunFolder.begun(folder.folder()) || folder.holdsAnother(text)) {
            return Stream.empty();
        }
        StoredRun run = StoredRun.read(folder.folder());
        Lessons lessons = run.lessons();
        if (lessons.map().isEmpty()) {
            return Stream.empty();
        }
        List<String> tensors = List.copyOf(lessons.asMap().curves().sequencedKeySet());
        return new Predictions(sweep.experiment().space(), sweep.maker(), tensors, lessons.predictor()).all(known(run));
    }

    private List<Predictions.Known> known(StoredRun run) {
        String searched = sweep.searched().word();
        List<Score> scores = run.scores().stream()
                .filter(score -> score.split().equals(searched))
                .toList();
        if (scores.isEmpty()) {
            return List.of();
        }
        RankRule rule = sweep.experiment().rank();
        Map<String, Double> objectives =
                Objective.bestFirst(ScoreTable.of(scores, Selection.measure(rule.by())), new Weights(rule.weights()))
                        .stream()
                        .collect(Collectors.toMap(Objective::candidate, Objective::value));
        return run.candidates().stream()
                .filter(candidate -> candidate.kind() == StoredCandidate.Kind.MERGE)
                .filter(candidate -> objectives.containsKey(candidate.name()))
                .map(candidate ->
                        new Predictions.Known(candidate.t(), objectives.getOrDefault(candidate.name(), Double.NaN)))
                .toList();
    }
}
