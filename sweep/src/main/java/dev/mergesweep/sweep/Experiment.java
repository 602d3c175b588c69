package dev.mergesweep.sweep;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.sweep.race.Race;
import dev.mergesweep.sweep.search.Search;
import dev.mergesweep.sweep.space.Space;
import dev.mergesweep.sweep.store.RunHead;
import java.nio.file.Path;
import java.util.List;

/**
 * What to try and how to judge it: the experiment file as values. Nothing but the file has been looked at; whether
 * checkpoints and texts are there shows when it is planned.
 *
 * @param source the file
 * @param space the candidates that recipes with holes make
 * @param checkpoints models made elsewhere, ranked beside ours
 * @param rank how candidates are ranked; its weights come from the domains
 * @param run folder of the run
 */
public record Experiment(
        Source source,
        Space space,
        List<Checkpoint> checkpoints,
        Search search,
        Race race,
        Evaluate evaluate,
        RunHead.RankRule rank,
        Path run) {
    public Experiment {
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * The file that it was read from.
     *
     * @param name of the experiment
     * @param text every byte of the file
     */
    public record Source(String name, Path file, String text) {
        /** What relative paths are looked for in first. */
        public Path folder() {
            Path parent = file.toAbsolutePath().normalize().getParent();
            return parent == null ? file.toAbsolutePath() : parent;
        }
    }

    /** A model to be ranked as it is. */
    public record Checkpoint(String name, String path, Place place) {}

    public String name() {
        return source.name();
    }

    /** The same, compared with another candidate. */
    Experiment rankedAgainst(String against) {
        RunHead.RankRule other =
                new RunHead.RankRule(rank.by(), against, rank.finalists(), rank.weights(), rank.floors());
        return new Experiment(source, space, checkpoints, search, race, evaluate, other, run);
    }

    /**
     * Reads an experiment.
     *
     * @throws InputException with everything that is wrong with the file
     */
    public static Experiment read(Path file) {
        return ExperimentReader.read(file, file);
    }

    /** The problem of an experiment as a whole. */
    static InputException problem(Place place, String key, String what, String advice) {
        return new InputException(List.of(new Problem(place, key, what, advice)));
    }
}
