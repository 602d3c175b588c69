package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.plan.Parents;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Opens models once, however many candidates are made of them. */
public final class Models {
    private final Map<Key, List<Parent>> parents = new HashMap<>();
    private final Map<Path, Checkpoint> checkpoints = new HashMap<>();

    private record Key(Path folder, List<ModelReference> models) {}

    /**
     * The models of a recipe.
     *
     * @param folder of the file that the recipe stands in
     * @throws dev.mergesweep.merger.yaml.InputException with every model that cannot be opened
     */
    public List<Parent> parents(Recipe recipe, Path folder) {
        Key key = new Key(folder, List.copyOf(recipe.models()));
        return parents.computeIfAbsent(key, _ -> Parents.open(recipe, folder));
    }

    /**
     * One checkpoint.
     *
     * @param folder what a relative path is looked for in first, before the current folder and the Hugging Face cache
     * @throws dev.mergesweep.merger.yaml.InputException where there is no such checkpoint, or a broken one
     */
    public Checkpoint checkpoint(Path folder, String path) {
        Path place = place(folder, path);
        return Files.isDirectory(place)
                ? checkpoints.computeIfAbsent(place.toAbsolutePath().normalize(), _ -> Checkpoint.open(place))
                : Checkpoint.open(path);
    }

    /** Where a path lies: relative to a folder, then to the current one; where neither is there, the first. */
    public static Path place(Path folder, String path) {
        Path beside = folder.resolve(path);
        Path here = Path.of(path);
        return !Files.exists(beside) && Files.exists(here) ? here : beside;
    }
}
