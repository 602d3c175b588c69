package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.recipe.Recipe.LayerRange;
import dev.mergesweep.merger.recipe.Recipe.RecipeModule;
import dev.mergesweep.merger.recipe.Recipe.Slice;
import dev.mergesweep.merger.recipe.Recipe.Source;
import dev.mergesweep.merger.yaml.Problems;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold in a recipe as a whole, checked without opening a model. */
final class RecipeRules {
    private final Recipe recipe;
    private final Problems problems;

    RecipeRules(Recipe recipe, Problems problems) {
        this.recipe = recipe;
        this.problems = problems;
    }

    void check() {
        boolean needsBase = recipe.method() == MergeMethod.SLERP;
        if (needsBase && recipe.base() == null && everySliceLacksBase()) {
            problems.error(
                    recipe.place(),
                    "base_model",
                    "slerp needs it: t = 0 is the base model",
                    "Name one of the two models");
            return;
        }
        for (RecipeModule module : recipe.modules()) {
            module.slices().forEach(this::check);
        }
    }

    private boolean everySliceLacksBase() {
        return recipe.modules().stream()
                .flatMap(module -> module.slices().stream())
                .allMatch(slice -> slice.base() == null);
    }

    private void check(Slice slice) {
        checkLengths(slice);
        Set<ModelReference> models =
                slice.sources().stream().map(Source::model).collect(Collectors.toCollection(LinkedHashSet::new));
        switch (recipe.method()) {
            case SLERP -> checkPair(slice, models);
            case LINEAR -> {}
            case PASSTHROUGH -> checkSingle(slice, models);
        }
    }

    private void checkLengths(Slice slice) {
        Set<Integer> lengths = slice.sources().stream()
                .map(Source::layers)
                .filter(Objects::nonNull)
                .map(range -> range.end() - range.start())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (lengths.size() > 1) {
            String ranges = slice.sources().stream()
                    .map(source -> source.model() + " " + text(source.layers()))
                    .collect(Collectors.joining(", "));
            problems.error(
                    slice.place(), "slices", "the sources of a slice have different numbers of layers: " + ranges, "");
        }
    }

    private static String text(@Nullable LayerRange range) {
        return range == null ? "all" : "[%d, %d]".formatted(range.start(), range.end());
    }

    /** A single model is passed through unmerged, as mergekit does; with two, one of them must be the base. */
    private void checkPair(Slice slice, Set<ModelReference> models) {
        ModelReference base = slice.base() != null ? slice.base() : recipe.base();
        if (models.size() > 2) {
            problems.error(
                    slice.place(),
                    "",
                    "slerp merges exactly two models; here are " + list(models),
                    samePathAdvice(models));
        } else if (base == null) {
            problems.error(
                    slice.place(),
                    "base_model",
                    "slerp needs it: t = 0 is the base model",
                    "Name one of the two models");
        } else if (models.size() == 2 && !models.contains(base)) {
            problems.error(
                    slice.place(),
                    "",
                    "the base model %s is not among the models of the slice, %s".formatted(base, list(models)),
                    samePathAdvice(models));
        }
    }

    private void checkSingle(Slice slice, Set<ModelReference> models) {
        if (models.size() > 1) {
            problems.error(
                    slice.place(),
                    "",
                    "passthrough takes exactly one model; here are " + list(models),
                    "Stack models with slices");
        }
    }

    private static String list(Set<ModelReference> models) {
        return models.stream().map(ModelReference::path).collect(Collectors.joining(", "));
    }

    /** Models are told apart by the text of their names, so the same folder written in two ways counts twice. */
    private String samePathAdvice(Set<ModelReference> models) {
        Set<ModelReference> all = new LinkedHashSet<>(models);
        if (recipe.base() != null) {
            all.add(recipe.base());
        }
        long distinct =
                all.stream().map(model -> normal(model.path())).distinct().count();
        return distinct < all.size() ? "Write the same model the same way everywhere" : "The base counts as a model";
    }

    private static String normal(String path) {
        return path.replaceAll("/+$", "").replaceAll("^(\\./)+", "").replaceAll(".*/", "");
    }
}
