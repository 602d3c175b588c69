package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tells experiments from recipes, where a command takes either, or was given the other; or a checkpoint's config.json. */
enum FileKind {
    EXPERIMENT(
            "this is an experiment, not a mergekit recipe",
            "Experiments are for plan, run and sensitivity; export then merges the winner of a run"),
    RECIPE(
            "this is a mergekit recipe, not an experiment",
            "Recipes are for merge, explain, evaluate and sensitivity; an experiment has one under merge, and texts under evaluate.domains"),
    CONFIG(
            "this is the config.json of a checkpoint, neither a mergekit recipe nor an experiment",
            "Commands that take a checkpoint take its folder"),
    NONE("", "");

    private final String what;
    private final String advice;

    FileKind(String what, String advice) {
        this.what = what;
        this.advice = advice;
    }

    /** By the keys at the outermost level. What is wrong with the file is told by who reads it in earnest. */
    static FileKind of(Path file) {
        try {
            String name = file.toString();
            YamlNode root = YamlReader.read(file, name, new Problems(), Strictness.LENIENT);
            List<FileKind> fitting =
                    Stream.of(values()).filter(kind -> kind.fits(root)).toList();
            return fitting.size() == 1 ? fitting.getFirst() : NONE;
        } catch (InputException _) {
            return NONE;
        }
    }

    private List<String> keys() {
        return switch (this) {
            case EXPERIMENT -> List.of("merge", "evaluate", "axes", "candidates", "recipes");
            case RECIPE -> List.of("merge_method", "models", "slices", "modules");
            case CONFIG -> List.of("model_type", "architectures");
            case NONE -> List.of();
        };
    }

    private boolean fits(YamlNode root) {
        return root instanceof YamlNode.Mapping mapping && keys().stream().anyMatch(key -> mapping.value(key) != null);
    }

    /**
     * Reads a file of this kind. Only where that fails the file is looked at again, so that good ones pay nothing.
     *
     * @throws InputException as the reading does; where the file is of the other kind, with that and no more
     */
    <T> T read(Path file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InputException e) {
            FileKind found = of(file);
            throw found == this || found == NONE
                    ? e
                    : new InputException(Place.of(file.toString()), found.what, found.advice);
        }
    }
}
