package dev.mergesweep.sweep.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Everything that an experiment could score: each template with every choice of values for the axes that it uses. Nothing
 * is held but the axes; a point is made from its number when it is asked for.
 */
public record Space(List<Template> templates, List<Axis> axes, List<Constraint> constraints) {
    public Space {
        templates = List.copyOf(templates);
        axes = List.copyOf(axes);
        constraints = List.copyOf(constraints);
    }

    /** Points before constraints; {@link Long#MAX_VALUE} where there are more than that. */
    public long size() {
        long size = 0;
        for (int template = 0; template < templates.size(); template++) {
            size = saturated(size, size(template));
        }
        return size;
    }

    private static long saturated(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /** Points of one template. */
    public long size(int template) {
        long size = 1;
        for (Axis axis : axesOf(template)) {
            size = Math.multiplyHigh(size, axis.values().size()) != 0
                    ? Long.MAX_VALUE
                    : size * axis.values().size();
            if (size < 0) {
                return Long.MAX_VALUE;
            }
        }
        return size;
    }

    /** The axes that a template uses, in the experiment's order; those inside the values of an axis count too. */
    public List<Axis> axesOf(int template) {
        Set<String> used = templates.get(template).axes();
        List<Axis> found = new ArrayList<>();
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Axis axis : axes) {
                if (used.contains(axis.name()) && !found.contains(axis)) {
                    found.add(axis);
                    axis.values().forEach(value -> Hole.of(value.node()).forEach(hole -> used.add(hole.axis())));
                    grown = true;
                }
            }
        }
        return axes.stream().filter(found::contains).toList();
    }

    /** Whether every tensor's t comes from one axis: holes stand for whole values, and no value has a hole itself. */
    public boolean separable() {
        return templates.size() == 1
                && templates.getFirst().onlyValues()
                && axesOf(0).stream()
                        .flatMap(axis -> axis.values().stream())
                        .allMatch(value -> Hole.of(value.node()).isEmpty());
    }

    /** A point by its number, the last axis varying fastest. It may break a constraint. */
    public Point point(long index) {
        long left = index;
        for (int template = 0; template < templates.size(); template++) {
            if (left < size(template)) {
                return point(template, axesOf(template), left);
            }
            left -= size(template);
        }
        throw new IndexOutOfBoundsException("Point " + index + " of " + size());
    }

    private static Point point(int template, List<Axis> axes, long index) {
        long left = index;
        Axis.Value[] chosen = new Axis.Value[axes.size()];
        for (int i = axes.size() - 1; i >= 0; i--) {
            List<Axis.Value> values = axes.get(i).values();
            chosen[i] = values.get((int) (left % values.size()));
            left /= values.size();
        }
        SequencedMap<String, Axis.Value> values = new LinkedHashMap<>();
        for (int i = 0; i < chosen.length; i++) {
            values.put(axes.get(i).name(), chosen[i]);
        }
        return new Point(template, values);
    }

    /** All points that meet the constraints, in their order, made one at a time. */
    public Stream<Point> points() {
        Stream<Point> points = Stream.empty();
        for (int template = 0; template < templates.size(); template++) {
            List<Axis> used = axesOf(template);
            int number = template;
            points = Stream.concat(
                    points,
                    LongStream.range(0, size(template))
                            .mapToObj(index -> point(number, used, index))
                            .filter(this::allows));
        }
        return points;
    }

    /** Whether a point meets every constraint whose axes it has. */
    public boolean allows(Point point) {
        for (Constraint constraint : constraints) {
            if (concerns(constraint, point.values()) && !constraint.holds(point.values())) {
                return false;
            }
        }
        return true;
    }

    private boolean concerns(Constraint constraint, Map<String, Axis.Value> values) {
        for (Axis axis : axes) {
            if (constraint.words().contains(axis.name()) && !values.containsKey(axis.name())) {
                return false;
            }
        }
        return true;
    }

    /** The points of one template by their number, for those who ask for many. */
    public LongFunction<Point> numbered(int template) {
        List<Axis> used = axesOf(template);
        return index -> point(template, used, index);
    }
}
