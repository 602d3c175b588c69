package dev.mergesweep.evaluator.djl;

/**
 * How long and how fast a network learns: the rate rises in a straight line, then falls as half a cosine to a twentieth.
 *
 * @param rate of Adam at its highest
 * @param rising steps until the highest rate
 */
public record LearningPlan(int steps, double rate, int rising) {

    /** Share of the highest rate that the last step still has. */
    private static final double FLOOR = 0.05;

    /** Adam's rate at a step, counted from 0. */
    double rate(int step) {
        double rise = Math.min(1, (step + 1.0) / rising);
        double fall = (1 + Math.cos(Math.PI * step / steps)) / 2;
        return rate * rise * (FLOOR + (1 - FLOOR) * fall);
    }
}
