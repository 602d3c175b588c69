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
        for (ModelReference model : recipe.models()) {
            try {
                parents.add(open(model, folder));
            } catch (InputException e) {
                e.problems().forEach(problem -> report(model, problem, problems));
            }
        }
        problems.throwIfAny();
        return parents;
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
