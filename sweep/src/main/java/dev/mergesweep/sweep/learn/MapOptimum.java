package dev.mergesweep.sweep.learn;

import dev.mergesweep.sweep.learn.DiagonalMap.Curve;
import java.util.Arrays;
import java.util.Map;
import java.util.SequencedMap;

/**
 * The best numbers on a map within bounds. One number after the other takes the t, in steps of a thousandth, at which all
 * tensors are best together, until none moves.
 *
 * <p>The map's curvatures say what tensors do when all move together. A share of that is taken to be each tensor's own, the
 * rest to depend on where they are in the mean, weighted by curvature: so where they move apart the bend is smaller than the
 * curvatures' sum, and where they move together it is the sum.
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
    private final double share;
    private final double weight;
    private final double growth;

    /**
     * @param curves of every tensor that may move; one without a curve stays out of the sum
     * @param share of the bend that is each tensor's own, above 0; 1: tensors do not mind each other
     */
    public MapOptimum(LinearSchedule schedule, Map<String, Curve> curves, Bounds bounds, double share) {
        this.schedule = schedule;
        this.curves = curves;
        this.bounds = bounds;
        this.share = share;
        this.weight = curves.values().stream().mapToDouble(MapOptimum::weight).sum();
        this.growth = curves.values().stream()
                .mapToDouble(curve ->
                        curve.coefficients().size() > 2 ? curve.coefficients().get(2) : 0)
                .sum();
    }

    private static double weight(Curve curve) {
        return Math.max(0, curve.curvature());
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
        double outside = -moved(number, numbers);
        for (Map.Entry<String, Double> tensor : schedule.schedule(numbers).entrySet()) {
            outside += moved(tensor.getKey(), tensor.getValue());
        }
        double least = value(number, numbers, home, pull) + together(outside + moved(number, numbers)) - NOTHING;
        for (long i = (long) Math.ceil(bounds.low() * STEPS); i <= (long) Math.floor(bounds.high() * STEPS); i++) {
            numbers[number] = (double) i / STEPS;
            double value = value(number, numbers, home, pull) + together(outside + moved(number, numbers));
            if (value < least) {
                least = value;
                best = numbers[number];
            }
        }
        numbers[number] = best;
    }

    /** Of the tensors that a number has a part in, by themselves. */
    private double value(int number, double[] numbers, Map<String, Double> home, double pull) {
        return schedule.value(number, numbers, (tensor, t) -> {
            Curve curve = curves.get(tensor);
            double away = t - home.getOrDefault(tensor, t);
            return curve == null ? 0 : curve.value(t, share) + pull * away * away / 2;
        });
    }

    private double moved(int number, double[] numbers) {
        return schedule.value(number, numbers, this::moved);
    }

    private double moved(String tensor, double t) {
        Curve curve = curves.get(tensor);
        return curve == null ? 0 : weight(curve) * (t - curve.middle());
    }

    /** @param moved the sum of the tensors' departures from the middle, each times its curvature */
    private double together(double moved) {
        double mean = weight == 0 ? 0 : moved / weight;
        return (1 - share) * mean * mean * (weight / 2 + growth * mean / 3);
    }
}
