package dev.mergesweep.evaluator.architecture;

/**
 * Angle per position of each pair. Computed in float32 step by step as transformers does, since a rounding here is
 * multiplied by the position.
 */
public sealed interface Frequencies
        permits Frequencies.Base,
                Frequencies.Linear,
                Frequencies.Dynamic,
                Frequencies.Llama3,
                YarnFrequencies,
                LongFrequencies {

    /** {@code theta^(-2i/size)}. */
    record Base(double theta) implements Frequencies {
        @Override
        public float[] angles(int size, int length) {
            float[] angles = new float[size / 2];
            for (int i = 0; i < angles.length; i++) {
                float exponent = 2f * i / size;
                angles[i] = 1f / (float) StrictMath.pow(theta, exponent);
            }
            return angles;
        }
    }

    /** Positions divided by {@code factor} (position interpolation, Chen et al. 2023). */
    record Linear(double theta, double factor) implements Frequencies {
        @Override
        public float[] angles(int size, int length) {
            float[] angles = new Base(theta).angles(size, length);
            for (int i = 0; i < angles.length; i++) {
                angles[i] /= (float) factor;
            }
            return angles;
        }
    }

    /**
     * A window longer than {@code positions} raises the base, so that the longest wavelength grows by as much ("NTK-aware").
     */
    record Dynamic(double theta, double factor, int positions) implements Frequencies {
        @Override
        public float[] angles(int size, int length) {
            double stretch = factor * Math.max(length, positions) / positions - (factor - 1);
            return new Base(theta * StrictMath.pow(stretch, (double) size / (size - 2))).angles(size, length);
        }
    }

    /**
     * Llama 3.1: long wavelengths are stretched by {@code factor}, short ones kept, those between blended.
     *
     * @param low wavelengths longer than {@code original / low} are stretched
     * @param high wavelengths shorter than {@code original / high} are kept
     * @param original context length before stretching
     */
    record Llama3(double theta, double factor, double low, double high, int original) implements Frequencies {
        @Override
        public float[] angles(int size, int length) {
            float[] angles = new Base(theta).angles(size, length);
            for (int i = 0; i < angles.length; i++) {
                angles[i] = stretched(angles[i]);
            }
            return angles;
        }

        private float stretched(float angle) {
            float wavelength = (float) (2 * StrictMath.PI) / angle;
            if (wavelength < original / high) {
                return angle;
            }
            if (wavelength > original / low) {
                return angle / (float) factor;
            }
            float smooth = (float) ((original / wavelength - low) / (high - low));
            return (1 - smooth) * angle / (float) factor + smooth * angle;
        }
    }

    /**
     * Angles per position, in radians.
     *
     * @param size elements turned
     * @param length tokens of the window
     */
    float[] angles(int size, int length);

    /** Factor on cosine and sine in a window of so many tokens. */
    default float magnitude(int length) {
        return 1;
    }
}
