package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens the models of a recipe. */
public final class Parents {
    private Parents() {}

    /**
     * Opens every model: a folder relative to the recipe's file, else relative to the current folder, else a name in the Hugging
     * Face cache.
     *
     * @param folder where the recipe lies
     * @throws InputException with every model that cannot be opened
     */
    public static List<Parent> open(Recipe recipe, Path folder) {
        Problems problems = new Problems();
        List<Parent> parents = new ArrayList<>();
        // Headers of thousands of tensors take a while to read, and each is alone with its own.
        for (Opened opened : recipe.models().parallelStream()
                .map(model -> Opened.of(model, folder))
                .toList()) {
            switch (opened) {
                case Opened.Whole(Parent parent) -> parents.add(parent);
                case Opened.Refused(ModelReference model, List<Problem> own) ->
                    own.forEach(problem -> report(model, problem, problems));
            }
        }
        problems.throwIfAny();
        return parents;
    }

    private sealed interface Opened {
        record Whole(Parent parent) implements Opened {}

        record Refused(ModelReference model, List<Problem> problems) implements Opened {}

        static Opened of(ModelReference model, Path folder) {
            try {
                return new Whole(open(model, folder));
            } catch (InputException e) {
                return new Refused(model, e.problems());
            }
        }
    }

    private static Parent open(ModelReference model, Path folder) {
        Checkpoint checkpoint =
                localFolder(model.path(), folder).map(Checkpoint::open).orElseGet(() -> Checkpoint.open(model.path()));
        return new Parent(model, checkpoint, checkpoint.folder());
    }

    private static Optional<Path> localFolder(String path, Path folder) {
        String home = System.getProperty("user.home");
        String expanded = path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
        try {
            return Stream.of(folder.resolve(expanded), Path.of(expanded))
                    .filter(Files::isDirectory)
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** A model that is not there at all is a mistake in the recipe; a broken one is a mistake in its own files. */
    private static void report(ModelReference model, Problem problem, Problems problems) {
        if (problem.place().file().equals(model.path())) {
            String what = "model \"%s\": %s".formatted(model.path(), problem.what());
            problems.error(model.place(), "", what, problem.advice());
        } else {
            problems.error(problem.place(), problem.key(), problem.what(), problem.advice());
        }
    }
}
