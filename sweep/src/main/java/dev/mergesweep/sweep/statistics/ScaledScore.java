package dev.mergesweep.sweep.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * A score, and what it would be with the model's logits multiplied by a factor.
 *
 * @param scales factors at which it was computed, 1 among them
 * @param nats one a scale
 */
public record ScaledScore(Score score, List<Double> scales, List<Double> nats) {
    public ScaledScore {
        scales = List.copyOf(scales);
        nats = List.copyOf(nats);
    }

    /** @param others nats by scale, 1 left out */
    public static ScaledScore of(Score score, SequencedMap<Double, Double> others) {
        List<Double> scales = new ArrayList<>(others.keySet());
        List<Double> nats = new ArrayList<>(others.values());
        scales.add(1.0);
        nats.add(score.nats());
        return new ScaledScore(score, scales, nats);
    }

    /**
     * The score at a scale: on the polynomial through those that were computed.
     *
     * @param scale between the smallest and the largest of them
     */
    public Score at(double scale) {
        return new Score(
                score.candidate(),
                score.domain(),
                score.document(),
                score.split(),
                score.tokens(),
                LogitScale.interpolated(scales, nats, scale),
                score.bytes(),
                score.words());
    }
}
