package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mergekit recipe in its normal form: modules made of slices made of sources.
 *
 * @param base the model for which t = 0; null where the recipe names none
 * @param parameters of the outermost level
 * @param types the casts
 * @param tokenizer null: copy the tokenizer of the base
 * @param chatTemplate null: leave it as it is
 */
public record Recipe(
        Place place,
        MergeMethod method,
        List<RecipeModule> modules,
        @Nullable ModelReference base,
        Parameters parameters,
        Casts types,
        @Nullable TokenizerRecipe tokenizer,
        @Nullable ChatTemplate chatTemplate) {

    public Recipe {
        modules = List.copyOf(modules);
    }

    /**
     * One part of a model with its own stack of layers; a language model has one, called {@code default}.
     *
     * @param whole written as {@code models}: every model contributes all its layers
     */
    public record RecipeModule(Place place, String name, boolean whole, List<Slice> slices, Parameters parameters) {
        public RecipeModule {
            slices = List.copyOf(slices);
        }
    }

    /** Consecutive layers of the output. */
    public record Slice(
            Place place, List<Source> sources, @Nullable ModelReference base, Parameters parameters) {
        public Slice {
            sources = List.copyOf(sources);
        }
    }

    /** @param layers null: all layers of the model */
    public record Source(ModelReference model, @Nullable LayerRange layers, Parameters parameters) {}

    /** Layers from {@code start} up to, but without, {@code end}. */
    public record LayerRange(Place place, int start, int end) {
        public int length() {
            return Math.max(0, end - start);
        }
    }

    /** Every model that contributes tensors or the tokenizer, in the order of the recipe, the base first. */
    public Set<ModelReference> models() {
        Set<ModelReference> models = new LinkedHashSet<>();
        if (base != null) {
            models.add(base);
        }
        for (RecipeModule module : modules) {
            for (Slice slice : module.slices()) {
                slice.sources().forEach(source -> models.add(source.model()));
            }
        }
        if (tokenizer != null) {
            models.addAll(tokenizer.models());
        }
        return models;
    }
}
