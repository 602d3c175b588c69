package dev.mergesweep.sweep.learn;

import dev.mergesweep.sweep.learn.DiagonalMap.Curve;
import java.util.Arrays;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The best numbers on a map within bounds. One number after the other takes the t, in steps of a thousandth, at which the
 * tensors that share it are best together, until none moves: where every tensor has one number that is the optimum at once, and
 * where gradients overlap a few rounds find it.
 */
public final class MapOptimum {
    /** What recipes are rounded to. */
    private static final int STEPS = 1000;

    private static final int MOST_ROUNDS = 50;

    /** A change of the objective, nats a token, that is worth no step. */
    private static final double NOTHING = 1e-12;

    private final LinearSchedule schedule;
    private final Map<String, Curve> curves;
    private final Bounds bounds;

    /** @param curves of every tensor that may move; one without a curve stays out of the sum */
    public MapOptimum(LinearSchedule schedule, Map<String, Curve> curves, Bounds bounds) {
        this.schedule = schedule;
        this.curves = curves;
        this.bounds = bounds;
    }

    /**
     * @param start where the numbers begin; those that change nothing stay there
     * @param pull added to the objective for every tensor: half of it times the squared distance from its start
     */
    public double[] from(double[] start, double pull) {
        double[] numbers = start.clone();
        SequencedMap<String, Double> home = schedule.schedule(start);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] before = numbers.clone();
            for (int k = 0; k < numbers.length; k++) {
                choose(k, numbers, home, pull);
            }
            if (Arrays.equals(before, numbers)) {
                break;
            }
        }
        return numbers;
    }

    private void choose(int number, double[] numbers, Map<String, Double> home, double pull) {
        double best = numbers[number];
        double least = value(number, numbers, home, pull) - NOTHING;
        for (long i = (long) Math.ceil(bounds.low() * STEPS); i <= (long) Math.floor(bounds.high() * STEPS); i++) {
            numbers[number] = (double) i / STEPS;
            double value = value(number, numbers, home, pull);
            if (value < least) {
                least = value;
                best = numbers[number];
            }
        }
        numbers[number] = best;
    }

    private double value(int number, double[] numbers, Map<String, Double> home, double pull) {
        return schedule.value(number, numbers, (tensor, t) -> {
            Curve curve = curves.get(tensor);
            double away = t - home.getOrDefault(tensor, t);
            return curve == null ? 0 : curve.value(t) + pull * away * away / 2;
        });
    }
}
