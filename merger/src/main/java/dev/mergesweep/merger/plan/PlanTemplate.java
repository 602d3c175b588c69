package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.TokenizerRecipe;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.ArrayList;
import java.util.List;

/**
 * What all recipes have in common that differ in their settings only: the tensors of the output and where they come from. It is
 * made once; a candidate of a sweep then costs one look at its settings for every tensor.
 */
public final class PlanTemplate {
    private final List<Parent> parents;
    private final List<Slot> slots;
    private final OutputConfig config;
    private final List<OutputFile> files;
    private final Strictness strictness;

    private PlanTemplate(
            List<Parent> parents,
            List<Slot> slots,
            OutputConfig config,
            List<OutputFile> files,
            Strictness strictness) {
        this.parents = List.copyOf(parents);
        this.slots = slots;
        this.config = config;
        this.files = files;
        this.strictness = strictness;
    }

    /**
     * Lays out a recipe's output.
     *
     * @param parents the models of {@link Recipe#models()}, opened, in that order
     * @param problems takes the warnings
     * @throws InputException where the parents do not fit the recipe or one another
     */
    public static PlanTemplate of(Recipe recipe, List<Parent> parents, Problems problems, Strictness strictness) {
        new Kinship(recipe, parents, problems, strictness).check();
        problems.throwIfAny();
        List<Anatomy> anatomies = Anatomy.of(parents);
        TokenizerRecipe wanted = recipe.tokenizer();
        TokenizerPlan tokenizer = wanted == null ? null : TokenizerPlan.of(recipe, wanted, anatomies, problems);
        Vocabulary vocabulary = tokenizer == null ? Vocabulary.UNCHANGED : tokenizer.vocabulary();
        List<Slot> slots = new Skeleton(recipe, anatomies, vocabulary, problems).slots(strictness);
        problems.throwIfAny();
        MergekitGaps.report(recipe, parents.getFirst(), slots, problems);
        OutputConfig config = OutputConfig.of(recipe, anatomies, problems, strictness);
        List<OutputFile> files = new OutputFiles(recipe, parents, problems, strictness).list(tokenizer);
        problems.throwIfAny();
        return new PlanTemplate(parents, slots, config, files, strictness);
    }

    /**
     * The tensors for a recipe of the same structure, in the order in which they are written.
     *
     * @param recipe differs from the template's in values and filters of its settings only
     * @param problems takes the warnings
     * @throws InputException where a tensor gets no value, and in strict reading where a filter matches nothing
     */
    public List<PlannedTensor> tensors(Recipe recipe, Problems problems) {
        Operations operations = new Operations(recipe, parents);
        List<PlannedTensor> tensors = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            PlannedTensor planned = operations.plan(slot);
            if (planned != null) {
                tensors.add(planned);
            }
        }
        operations.report(problems, strictness);
        new FilterCheck(slots, parents, problems, strictness).check(recipe);
        problems.throwIfAny();
        return tensors;
    }

    /**
     * The whole plan for a recipe of the same structure.
     *
     * @param problems its warnings become the plan's
     * @throws InputException as {@link #tensors}
     */
    public MergePlan plan(Recipe recipe, Problems problems) {
        List<PlannedTensor> tensors = tensors(recipe, problems);
        var json = config.compose(tensors, problems, strictness);
        problems.throwIfAny();
        return new MergePlan(parents, tensors, json, files, problems.warnings());
    }
}
