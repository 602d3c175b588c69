package dev.mergesweep.reports.report;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.StoredContest;
import dev.mergesweep.reports.report.Chart.Mark;
import dev.mergesweep.reports.report.Chart.Track;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What searches got for what they paid, against t = 0.5 everywhere. */
final class Tracks {
    private static final String UNIFORM = "uniform-0.5";

    private Tracks() {}

    /**
     * A run's own lines, and those of others beside them.
     *
     * @throws InputException where another run was scored on other documents
     */
    static List<Track> of(StoredRun run, List<StoredRun> beside) {
        List<Track> tracks = new ArrayList<>();
        tracks.addAll(steps(run.lessons()));
        tracks.addAll(scored(run));
        for (StoredRun other : beside) {
            if (!searched(other).equals(searched(run))) {
                throw new InputException(
                        Place.of(other.folder().toString()),
                        "was scored on other documents than " + run.folder(),
                        "Lines on one axis need the same texts and split");
            }
            tracks.addAll(scored(other));
        }
        return tracks;
    }

    private static Set<String> searched(StoredRun run) {
        return run.documents().stream()
                .filter(document -> !document.split().equals("confirm"))
                .map(StoredDocument::digest)
                .collect(Collectors.toSet());
    }

    /** A descent on the documents that no step read, against its start there. */
    private static List<Track> steps(Lessons lessons) {
        if (lessons.steps().isEmpty() || lessons.start() != 0.5) {
            return List.of();
        }
        double start = lessons.steps().getFirst().value();
        List<Mark> marks = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (Step step : lessons.steps()) {
            best = Math.min(best, step.value());
            marks.add(new Mark(step.cost(), best - start));
        }
        return List.of(new Track("steps of the descent, on documents held back", marks));
    }

    /** The best so far of what was scored, in the order of the run, on the search documents. */
    private static List<Track> scored(StoredRun run) {
        boolean apart =
                run.documents().stream().anyMatch(document -> document.split().equals("search"));
        Map<String, Double> objectives =
                StoredContest.of(run, List.of(), apart ? "search" : null).rank().rows().stream()
                        .collect(Collectors.toMap(
                                row -> row.entry().candidate(),
                                (Row row) -> row.objective().value()));
        Double uniform = objectives.get(UNIFORM);
        if (uniform == null) {
            return List.of();
        }
        Lessons lessons = run.lessons();
        double cost = lessons.steps().isEmpty()
                ? lessons.cost()
                : lessons.steps().getLast().cost();
        List<Mark> marks = new ArrayList<>();
        double best = 0;
        for (StoredCandidate candidate : run.candidates()) {
            Double value = objectives.get(candidate.name());
            if (candidate.kind() == StoredCandidate.Kind.MERGE && value != null) {
                cost++;
                best = Math.min(best, value - uniform);
                marks.add(new Mark(cost, best));
            }
        }
        return marks.isEmpty()
                ? List.of()
                : List.of(new Track(run.head().experiment() + ", the best that was scored", marks));
    }
}
