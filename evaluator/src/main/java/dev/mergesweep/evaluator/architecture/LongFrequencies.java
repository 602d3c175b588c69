package dev.mergesweep.evaluator.architecture;

import java.util.List;

/**
 * LongRoPE (Ding et al. 2024): a divisor per pair, one set for windows within the original context, one for longer ones.
 *
 * @param original context length before stretching
 * @param magnitude factor on cosine and sine
 */
public record LongFrequencies(
        double theta, List<Double> shortFactors, List<Double> longFactors, int original, double magnitude)
        implements Frequencies {
    public LongFrequencies {
        shortFactors = List.copyOf(shortFactors);
        longFactors = List.copyOf(longFactors);
    }

    @Override
    public float[] angles(int size, int length) {
        List<Double> factors = length > original ? longFactors : shortFactors;
        float[] angles = new Base(theta).angles(size, length);
        for (int i = 0; i < angles.length; i++) {
            angles[i] /= factors.get(i).floatValue();
        }
        return angles;
    }

    @Override
    public float magnitude(int length) {
        return (float) magnitude;
    }
}
