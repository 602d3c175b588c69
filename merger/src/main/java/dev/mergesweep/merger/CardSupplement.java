package dev.mergesweep.merger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What somebody who scored a merge adds to its model card.
 *
 * @param modelIndex the hub's {@code model-index} without the model's name: a list of results; null where nothing was scored
 * @param text Markdown, stands between what the merge is and its recipe; empty or whole sections
 * @param portable whether the recipe kept beside the card names its models' folders from there, so that it can be merged again
 *     as it lies; else it is kept as it was written, as mergekit does
 */
public record CardSupplement(@Nullable JsonNode modelIndex, String text, boolean portable) {
    /** Of a merge that nobody scored. */
    public static final CardSupplement NONE = new CardSupplement(null, "", false);
}
