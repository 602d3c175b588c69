package dev.mergesweep.sweep.learn;

/** Adam (Kingma and Ba 2015, algorithm 1) with a rate that falls in a line to a tenth, within bounds. */
public final class Adam {
    /** Shorter memories than usual: there are tens of steps, not thousands. */
    private static final double FIRST = 0.8;

    private static final double SECOND = 0.95;
    private static final double TINY = 1e-12;
    private static final double LAST_SHARE = 0.1;

    private final Bounds bounds;
    private final double rate;
    private final int steps;
    private final double[] numbers;
    private final double[] mean;
    private final double[] square;
    private int done;

    /**
     * @param start is left as it is
     * @param rate of the first step, in t
     * @param steps there will be
     */
    public Adam(double[] start, Bounds bounds, double rate, int steps) {
        this.bounds = bounds;
        this.rate = rate;
        this.steps = steps;
        this.numbers = start.clone();
        this.mean = new double[start.length];
        this.square = new double[start.length];
    }

    public double[] numbers() {
        return numbers.clone();
    }

    public void step(double[] gradient) {
        double now = rate * (1 - (1 - LAST_SHARE) * done / steps);
        done++;
        for (int k = 0; k < numbers.length; k++) {
            mean[k] = FIRST * mean[k] + (1 - FIRST) * gradient[k];
            square[k] = SECOND * square[k] + (1 - SECOND) * gradient[k] * gradient[k];
            // Math.pow may differ by an ulp between machines; a trace shall not.
            double first = mean[k] / (1 - StrictMath.pow(FIRST, done));
            double second = square[k] / (1 - StrictMath.pow(SECOND, done));
            numbers[k] = bounds.clamp(numbers[k] - now * first / (StrictMath.sqrt(second) + TINY));
        }
    }
}
