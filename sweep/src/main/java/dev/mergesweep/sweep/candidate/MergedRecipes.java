package dev.mergesweep.sweep.candidate;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.plan.PlanTemplate;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.RecipeReader;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Entry;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import dev.mergesweep.merger.yaml.YamlWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/** Recipes as tensors. What recipes have in common that differ in their parameters only is worked out once. */
final class MergedRecipes {
    private final Models models;
    private final Function<MergePlan, TensorSource> merger;
    private final Strictness strictness;
    private final Map<String, PlanTemplate> templates = new HashMap<>();
    private final SequencedMap<String, Problem> warnings = new LinkedHashMap<>();

    /** @param merger computes the tensors of a plan as they are read */
    MergedRecipes(Models models, Function<MergePlan, TensorSource> merger, Strictness strictness) {
        this.models = models;
        this.merger = merger;
        this.strictness = strictness;
    }

    /** A recipe, what it does, and its tensors. */
    record Merged(Candidate.Written written, Recipe recipe, MergePlan plan, TensorSource tensors) {}

    /**
     * @param folder of the file that the recipe stands in
     * @throws dev.mergesweep.merger.yaml.InputException with everything that is wrong with it
     */
    Merged open(YamlNode yaml, Path folder) {
        Problems problems = new Problems();
        Recipe recipe = RecipeReader.read(yaml, problems, strictness);
        String structure = folder + "\n" + YamlWriter.write(withoutParameters(yaml));
        PlanTemplate template = templates.computeIfAbsent(
                structure, _ -> PlanTemplate.of(recipe, models.parents(recipe, folder), problems, strictness));
        MergePlan plan = template.plan(recipe, problems);
        problems.warnings().forEach(warning -> warnings.putIfAbsent(warning.toString(), warning));
        return new Merged(new Candidate.Written(yaml, folder), recipe, plan, merger.apply(plan));
    }

    /** What was noted of all recipes opened so far, each once. */
    List<Problem> warnings() {
        return List.copyOf(warnings.sequencedValues());
    }

    private static YamlNode withoutParameters(YamlNode node) {
        return switch (node) {
            case Scalar scalar -> scalar;
            case Sequence(Place place, List<YamlNode> items) ->
                new Sequence(
                        place,
                        items.stream().map(MergedRecipes::withoutParameters).toList());
            case Mapping(Place place, List<Entry> entries) ->
                new Mapping(
                        place,
                        entries.stream()
                                .filter(entry -> !entry.key().text().equals("parameters"))
                                .map(entry -> new Entry(entry.key(), withoutParameters(entry.value())))
                                .toList());
        };
    }
}
