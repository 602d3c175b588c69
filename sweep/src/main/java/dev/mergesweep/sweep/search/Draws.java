package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Axis;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/** Points of a space drawn from numbers between 0 and 1: one number chooses the template, one more each axis. */
final class Draws {
    /** What a search without a budget draws at most. */
    private static final int DEFAULT = 32;

    /** After so many draws in a row that gave nothing new the space is taken as exhausted. */
    private static final int PATIENCE = 10_000;

    private final Space space;
    private final Supplier<double[]> unit;

    /** @param unit the next vector of numbers in [0, 1) */
    private Draws(Space space, Supplier<double[]> unit) {
        this.space = space;
        this.unit = unit;
    }

    static Draws random(Space space, long seed) {
        Random random = new Random(seed);
        int numbers = space.axes().size() + 1;
        return new Draws(space, () -> random.doubles(numbers).toArray());
    }

    /** A Sobol sequence; a seed other than 0 shifts it by a random vector, modulo 1 (Cranley and Patterson 1976). */
    static Draws sobol(Space space, long seed) {
        int numbers = space.axes().size() + 1;
        double[] shift = seed == 0
                ? new double[numbers]
                : new Random(seed).doubles(numbers).toArray();
        SobolSequenceGenerator sobol = new SobolSequenceGenerator(numbers);
        // The sequence's first vector is the corner 0, which is no better spread than any other corner.
        sobol.nextVector();
        return new Draws(space, () -> {
            double[] vector = sobol.nextVector();
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (vector[i] + shift[i]) % 1;
            }
            return vector;
        });
    }

    /** Different points that meet the constraints; all of them where there are not that many. */
    List<Point> take(long most) {
        long wanted = most == Long.MAX_VALUE ? DEFAULT : most;
        Set<Point> points = new LinkedHashSet<>();
        for (int idle = 0; points.size() < wanted && idle < PATIENCE; idle++) {
            Point point = point(unit.get());
            if (space.allows(point) && points.add(point)) {
                idle = 0;
            }
        }
        return new ArrayList<>(points);
    }

    private Point point(double[] numbers) {
        int template = (int) (numbers[0] * space.templates().size());
        List<Axis> used = space.axesOf(template);
        SequencedMap<String, Axis.Value> values = new LinkedHashMap<>();
        for (int i = 0; i < space.axes().size(); i++) {
            Axis axis = space.axes().get(i);
            if (used.contains(axis)) {
                values.put(axis.name(), value(axis, numbers[i + 1]));
            }
        }
        return new Point(template, values);
    }

    private static Axis.Value value(Axis axis, double number) {
        Axis.Range range = axis.range();
        return range == null
                ? axis.values().get((int) (number * axis.values().size()))
                : axis.at(range.from() + number * (range.to() - range.from()));
    }
}
