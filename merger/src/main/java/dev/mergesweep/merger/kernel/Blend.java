package dev.mergesweep.merger.kernel;

/**
 * What two tensors are multiplied with before they are added.
 *
 * @param first factor of the base
 * @param second factor of the other
 */
public record Blend(double first, double second) {
    /** Tensors whose cosine lies beyond this are taken as collinear; mergekit's {@code DOT_THRESHOLD}. */
    public static final double COLLINEAR = 0.9995;

    /** @param t 0 gives the first, 1 the second; outside it extrapolates */
    public static Blend linear(double t) {
        return new Blend(1 - t, t);
    }

    /**
     * Spherical interpolation (Shoemake 1985, section 3.3), with mergekit's fallback to {@link #linear} for almost collinear
     * tensors.
     *
     * @param cosine of the angle between the flattened tensors, in [-1, 1]; a NaN gives factors that are NaN
     */
    public static Blend spherical(double cosine, double t) {
        if (Math.abs(cosine) > COLLINEAR) {
            return linear(t);
        }
        double angle = StrictMath.acos(cosine);
        double sine = StrictMath.sin(angle);
        return new Blend(StrictMath.sin((1 - t) * angle) / sine, StrictMath.sin(t * angle) / sine);
    }

    /**
     * Derivative of the spherical interpolation by t, for tensors that are not taken as collinear.
     *
     * @param cosine of the angle between the flattened tensors, strictly between -1 and 1
     */
    public static Blend sphericalSlope(double cosine, double t) {
        double angle = StrictMath.acos(cosine);
        double speed = angle / StrictMath.sin(angle);
        return new Blend(-speed * StrictMath.cos((1 - t) * angle), speed * StrictMath.cos(t * angle));
    }

    /** {@link #spherical} as NumPy 2 computes it: every step rounded to float32. */
    public static Blend sphericalInFloat(float cosine, double t) {
        if (Math.abs(cosine) > (float) COLLINEAR) {
            return linear(t);
        }
        float angle = (float) StrictMath.acos(cosine);
        float sine = sine(angle);
        float part = angle * (float) t;
        return new Blend(sine(angle - part) / sine, sine(part) / sine);
    }

    private static float sine(float angle) {
        return (float) StrictMath.sin(angle);
    }

    /** Writes {@code first * a[i] + second * b[i]} to {@code a[i]}: two rounded products and a rounded sum, never fused. */
    public void apply(float[] a, float[] b, int count) {
        float x = (float) first;
        float y = (float) second;
        for (int i = 0; i < count; i++) {
            a[i] = x * a[i] + y * b[i];
        }
    }
}
