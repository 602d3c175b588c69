package dev.mergesweep.sweep.store;

/**
 * A score on its way into the store.
 *
 * @param candidate digest of the candidate
 * @param document digest of the text
 * @param nats finite
 */
public record NewScore(String candidate, String document, long tokens, double nats) {}
