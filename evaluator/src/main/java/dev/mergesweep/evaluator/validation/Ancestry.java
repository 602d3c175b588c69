package dev.mergesweep.evaluator.validation;

import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.RecipeReader;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a checkpoint was merged from, as {@code merge.json} says, or the {@code mergekit_config.yml} that mergekit writes.
 *
 * @param folders of the parents that are on this machine, by name
 * @param missing names of those that are not
 * @param ownTemplate whether the recipe gives the merge a chat template of its own
 */
record Ancestry(Map<String, Path> folders, List<String> missing, boolean ownTemplate) {
    private static final Ancestry UNKNOWN = new Ancestry(Map.of(), List.of(), false);

    static Ancestry of(Path checkpoint) throws IOException {
        Path written = checkpoint.resolve("merge.json");
        Path recipe = checkpoint.resolve("mergekit_config.yml");
        try {
            if (Files.isRegularFile(written)) {
                return of(JsonMapper.shared().readTree(Files.readAllBytes(written)), checkpoint);
            }
            if (Files.isRegularFile(recipe)) {
                return of(YamlReader.text(recipe, recipe.toString()), checkpoint);
            }
        } catch (JacksonException | InputException e) {
            // Another check tells of a broken merge.json; a recipe of a method that is not known here has nothing to
            // say.
        }
        return UNKNOWN;
    }

    private static Ancestry of(JsonNode written, Path checkpoint) {
        boolean ownTemplate = of(written.path("recipe").path("text").asString("{}"), checkpoint)
                .ownTemplate();
        Map<String, Path> folders = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (JsonNode parent : written.path("parents")) {
            Path folder = Path.of(parent.path("folder").asString(""));
            String name = parent.path("model").asString(folder.toString());
            if (Files.isDirectory(folder)) {
                folders.put(name, folder);
            } else {
                missing.add(name);
            }
        }
        return new Ancestry(folders, missing, ownTemplate);
    }

    /** mergekit looks for a relative path in the folder it is started in; here it is looked for beside the recipe first. */
    private static Ancestry of(String text, Path checkpoint) {
        Problems problems = new Problems();
        Recipe recipe = RecipeReader.read(
                YamlReader.parse(text, "mergekit_config.yml", problems, Strictness.LENIENT),
                problems,
                Strictness.LENIENT);
        Map<String, Path> folders = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (ModelReference model : recipe.models()) {
            Path beside = checkpoint.resolve(model.path());
            try {
                Checkpoint parent = Files.isDirectory(beside) ? Checkpoint.open(beside) : Checkpoint.open(model.path());
                folders.put(model.path(), parent.folder());
            } catch (InputException e) {
                missing.add(model.path());
            }
        }
        return new Ancestry(
                folders,
                missing,
                recipe.chatTemplate() != null && !recipe.chatTemplate().text().equals("auto"));
    }
}
