package dev.mergesweep.evaluator.architecture;

/**
 * YaRN (Peng et al. 2023): short wavelengths are kept, long ones stretched by {@code factor}, with a ramp between.
 *
 * @param ramp where it begins and ends
 * @param original context length before stretching
 * @param magnitude factor on cosine and sine
 */
public record YarnFrequencies(double theta, double factor, Ramp ramp, int original, double magnitude)
        implements Frequencies {

    /**
     * @param fast turns over the original context above which nothing is stretched
     * @param slow turns over the original context below which all is stretched
     * @param truncated whether the ramp's ends are whole numbers
     */
    public record Ramp(double fast, double slow, boolean truncated) {}

    /** The paper's section 3.4: how much longer cosine and sine are for a stretched context. */
    public static double magnitude(double factor, double strength) {
        return factor <= 1 ? 1 : 0.1 * strength * Math.log(factor) + 1;
    }

    @Override
    public float[] angles(int size, int length) {
        double low = pair(ramp.fast(), size);
        double high = pair(ramp.slow(), size);
        if (ramp.truncated()) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        float first = (float) Math.max(low, 0);
        double last = Math.min(high, size - 1);
        float width = (float) (last == first ? 0.001 : last - first);
        float[] angles = new Base(theta).angles(size, length);
        for (int i = 0; i < angles.length; i++) {
            float stretched = Math.clamp((i - first) / width, 0f, 1f);
            float kept = 1 - stretched;
            angles[i] = angles[i] / (float) factor * (1 - kept) + angles[i] * kept;
        }
        return angles;
    }

    /** Index of the pair that turns so many times over the original context. */
    private double pair(double turns, int size) {
        return size * Math.log(original / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    @Override
    public float magnitude(int length) {
        return (float) magnitude;
    }
}
