package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.checkpoint.ElementType;
import org.jspecify.annotations.Nullable;

/**
 * The casts of a merge.
 *
 * @param load {@code dtype}: every tensor is rounded to it before it is merged; null: as stored
 * @param loadName {@code dtype} as written, with {@code torch.} where the recipe has it
 * @param save {@code out_dtype}: merged tensors are rounded to it; null: as merged
 * @param saveName {@code out_dtype} as written
 */
public record Casts(
        @Nullable ElementType load,
        @Nullable String loadName,
        @Nullable ElementType save,
        @Nullable String saveName) {
    public static final Casts NONE = new Casts(null, null, null, null);
}
