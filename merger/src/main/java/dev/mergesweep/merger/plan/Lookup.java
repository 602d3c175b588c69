package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.recipe.ModelReference;
import dev.mergesweep.merger.recipe.Parameters;
import dev.mergesweep.merger.recipe.Recipe;
import dev.mergesweep.merger.recipe.Recipe.RecipeModule;
import dev.mergesweep.merger.recipe.Recipe.Slice;
import dev.mergesweep.merger.recipe.Setting.Choice;
import org.jspecify.annotations.Nullable;

/** Finds the value of a parameter for a slot: the innermost level that has one for this tensor decides. */
record Lookup(Recipe recipe, Slot slot) {

    /** Of the whole method; the filter sees the output's name. Models' own parameters are never asked. */
    @Nullable
    Choice ofMethod(String parameter) {
        return outer(parameter, slot.name());
    }

    /** Of one model; the filter sees the name in that model. */
    @Nullable
    Choice ofModel(String parameter, Slot.Source source, ModelReference model) {
        for (Recipe.Source listed : slice().sources()) {
            if (listed.model().equals(model)) {
                Choice choice = listed.parameters().evaluate(parameter, source.asked(), slot.position());
                if (choice != null) {
                    return choice;
                }
            }
        }
        return outer(parameter, source.asked());
    }

    private @Nullable Choice outer(String parameter, String tensor) {
        Choice ofSlice = choice(slice().parameters(), parameter, tensor);
        if (ofSlice != null) {
            return ofSlice;
        }
        Choice ofModule = choice(module().parameters(), parameter, tensor);
        return ofModule != null ? ofModule : choice(recipe.parameters(), parameter, tensor);
    }

    private @Nullable Choice choice(Parameters parameters, String parameter, String tensor) {
        return parameters.evaluate(parameter, tensor, slot.position());
    }

    private RecipeModule module() {
        return recipe.modules().get(slot.module());
    }

    private Slice slice() {
        return module().slices().get(slot.slice());
    }
}
