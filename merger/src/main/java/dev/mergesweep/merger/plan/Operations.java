package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.TensorSource.Header;
import dev.mergesweep.merger.checkpoint.ElementType;
import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Parameters;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.Recipe.RecipeModule;
import dev.mergesweep.merger.recipe.Recipe.Slice;
import dev.mergesweep.merger.recipe.Setting.Choice;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives every slot its operation, with the values that a recipe's settings have for it. */
final class Operations {
    private final Recipe recipe;
    private final List<Parent> parents;
    private final Tally missing = new Tally();
    private final Tally zeroSums = new Tally();

    Operations(Recipe recipe, List<Parent> parents) {
        this.recipe = recipe;
        this.parents = parents;
    }

    /** The operation of a slot, or null, with a complaint, where the recipe has no value for it. */
    @Nullable
    PlannedTensor plan(Slot slot) {
        Lookup lookup = new Lookup(recipe, slot);
        if (!SlotBuilder.isFloating(slot.sources().getFirst().header().type())) {
            return planned(slot, new Operation.Copy(slot.sources().getFirst().input()), null);
        }
        return switch (recipe.method()) {
            case SLERP -> slerp(slot, lookup);
            case LINEAR -> linear(slot, lookup);
            case PASSTHROUGH -> passthrough(slot, lookup);
        };
    }

    /** t is asked for even where nothing is merged: mergekit insists on it, and the recipe means the same in both. */
    private @Nullable PlannedTensor slerp(Slot slot, Lookup lookup) {
        Choice t = lookup.ofMethod("t");
        if (t == null) {
            missing.add(recipe.place(), "parameters.t", "t", "t has no value for " + slot.name(), adviceForT());
            return null;
        }
        if (slot.sources().size() == 1) {
            return planned(slot, new Operation.Copy(slot.sources().getFirst().input()), null);
        }
        Input base = slot.sources().get(slot.base()).input();
        Input other = slot.sources().get(1 - slot.base()).input();
        return planned(slot, new Operation.Slerp(base, other, t.value()), t.origin());
    }

    private String adviceForT() {
        boolean filtered = Stream.concat(
                        Stream.of(recipe.parameters()),
                        recipe.modules().stream().flatMap(Operations::parameters))
                .anyMatch(parameters -> parameters.settings().containsKey("t"));
        return filtered ? "Add a last entry without a filter, - value: 0.5" : "Add parameters: {t: 0.5} to the recipe";
    }

    private static Stream<Parameters> parameters(RecipeModule module) {
        return Stream.concat(
                Stream.of(module.parameters()), module.slices().stream().map(Slice::parameters));
    }

    private @Nullable PlannedTensor linear(Slot slot, Lookup lookup) {
        List<Input> inputs = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        Place origin = null;
        for (Slot.Source source : slot.sources()) {
            ModelReference model = parents.get(source.input().parent()).reference();
            Choice weight = lookup.ofModel("weight", source, model);
            if (weight == null) {
                reportWeight(slot, model);
                return null;
            }
            inputs.add(source.input());
            weights.add(weight.value());
            origin = origin == null ? weight.origin() : origin;
        }
        Choice normalize = lookup.ofMethod("normalize");
        boolean divides = normalize == null || normalize.value() != 0;
        noteZeroSum(slot, weights, divides);
        ElementType type =
                inputs.stream().map(Input::type).reduce(Operations::wider).orElseThrow();
        return planned(slot, new Operation.Linear(inputs, weights, divides, type), origin);
    }

    private void reportWeight(Slot slot, ModelReference model) {
        missing.add(
                recipe.place(),
                "parameters.weight",
                model.path(),
                "%s has no weight for %s".formatted(model, slot.name()),
                model.equals(recipe.base())
                        ? "linear needs no base_model; list the model with a weight, or leave base_model out"
                        : "Give the model a weight, or the recipe one for all");
    }

    private void noteZeroSum(Slot slot, List<Double> weights, boolean divides) {
        double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
        if (divides && sum == 0) {
            zeroSums.add(
                    recipe.place(),
                    "parameters.weight",
                    "sum",
                    "the weights of %s sum to 0, by which they are divided".formatted(slot.name()),
                    "Set normalize: false");
        }
    }

    /** As torch promotes: the two 16-bit types meet in float32. */
    private static ElementType wider(ElementType a, ElementType b) {
        if (a == b) {
            return a;
        }
        return a == ElementType.F64 || b == ElementType.F64 ? ElementType.F64 : ElementType.F32;
    }

    private PlannedTensor passthrough(Slot slot, Lookup lookup) {
        Slot.Source source = slot.sources().getFirst();
        ModelReference model = parents.get(source.input().parent()).reference();
        Choice scale = lookup.ofModel("scale", source, model);
        Double factor = scale == null ? null : Double.valueOf(scale.value());
        return planned(slot, new Operation.Passthrough(source.input(), factor), scale == null ? null : scale.origin());
    }

    private PlannedTensor planned(Slot slot, Operation operation, @Nullable Place origin) {
        ElementType save = recipe.types().save();
        boolean casts = save != null
                && SlotBuilder.isFloating(slot.sources().getFirst().header().type());
        ElementType type = casts && save != null ? save : operation.type();
        Header written = new Header(
                type, slot.sources().get(Math.max(0, slot.base())).header().shape());
        return new PlannedTensor(slot.name(), written, operation, origin);
    }

    void report(Problems problems, Strictness strictness) {
        missing.reportErrors(problems);
        zeroSums.report(problems, strictness);
    }
}
