package dev.mergesweep.sweep.store;

import org.jspecify.annotations.Nullable;

/**
 * A failure on its way into the store.
 *
 * @param candidate digest of the candidate
 * @param document digest of the text that it failed on; null where it failed as a whole
 */
public record NewFailure(
        String candidate, String reason, @Nullable String document) {}
