package dev.mergesweep.sweep.store;

import java.util.SequencedMap;

/**
 * A score on its way into the store.
 *
 * @param candidate digest of the candidate
 * @param document digest of the text
 * @param nats finite
 * @param scaled nats by a factor on the logits other than 1; empty where nobody looked
 */
public record NewScore(
        String candidate, String document, long tokens, double nats, SequencedMap<Double, Double> scaled) {}
