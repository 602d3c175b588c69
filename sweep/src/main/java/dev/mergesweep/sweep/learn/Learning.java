package dev.mergesweep.sweep.learn;

import dev.mergesweep.sweep.learn.Parameters.Sharing;
import java.util.List;

/**
 * How t is learned.
 *
 * @param points uniform t at which slopes are taken for the map
 * @param texts share of the search texts that slopes are taken on, more than 0 to 1
 * @param sharing which tensors share a number
 * @param start t at which the map's optimum is looked for, in everything that has no slope worth following
 * @param pull towards the start: half of it times the squared distance of each t is added to the objective, nats a token
 * @param normsFree whether norms move as soon as their slope says anything; else only where it exceeds twice its error
 * @param rate of Adam's first step, in t
 */
public record Learning(
        List<Double> points,
        double texts,
        Sharing sharing,
        double start,
        Bounds bounds,
        double pull,
        boolean normsFree,
        double rate) {
    public static final Learning DEFAULT =
            new Learning(List.of(0.25, 0.5, 0.75), 1, Sharing.PER_TENSOR, 0.5, new Bounds(0, 1), 0, false, 0.03);

    public Learning {
        points = List.copyOf(points);
    }
}
