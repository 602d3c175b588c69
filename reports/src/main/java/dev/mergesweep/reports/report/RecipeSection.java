package dev.mergesweep.reports.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The winner, to take home. */
final class RecipeSection {
    private RecipeSection() {}

    static @Nullable Section of(Evidence evidence) {
        String recipe = evidence.recipe();
        return recipe == null
                ? null
                : new Section(
                        "recipe",
                        "The winner's recipe",
                        List.of(
                                new Block.Paragraph(
                                        "Plain mergekit YAML; paths are relative to the run's folder recipes."),
                                new Block.Code("yaml", recipe)));
    }
}
