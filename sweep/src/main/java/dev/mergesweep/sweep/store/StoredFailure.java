package dev.mergesweep.sweep.store;

import org.jspecify.annotations.Nullable;

/**
 * A candidate that could not be scored.
 *
 * @param candidate its name
 * @param domain of the document that it failed on; null where it failed as a whole
 */
public record StoredFailure(
        String candidate,
        String reason,
        @Nullable String domain,
        @Nullable String document) {}
