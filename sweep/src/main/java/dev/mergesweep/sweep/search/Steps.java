package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Axis;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Points that differ from another in one axis. */
final class Steps {
    private Steps() {}

    /** For each template the first value of every axis, and every point that differs from that in one axis. */
    static Stream<Point> oneAtATime(Space space) {
        return IntStream.range(0, space.templates().size()).boxed().flatMap(template -> {
            Point reference = at(space, template, 0);
            Stream<Point> others = space.axesOf(template).stream()
                    .flatMap(axis -> axis.values().stream().skip(1).map(value -> with(reference, axis, value)));
            return Stream.concat(Stream.of(reference), others).filter(space::allows);
        });
    }

    /** The point of a template with the value at a share of each axis; 0 is the first, 0.5 the middle one. */
    static Point at(Space space, int template, double share) {
        SequencedMap<String, Axis.Value> values = new LinkedHashMap<>();
        for (Axis axis : space.axesOf(template)) {
            values.put(
                    axis.name(), axis.values().get((int) (share * axis.values().size())));
        }
        return new Point(template, values);
    }

    /** Points whose value on one axis stands beside this point's. */
    static List<Point> neighbours(Space space, Point point) {
        List<Point> neighbours = new ArrayList<>();
        for (Axis axis : space.axesOf(point.template())) {
            int index = axis.values().indexOf(point.values().get(axis.name()));
            for (int step : new int[] {-1, 1}) {
                if (index + step >= 0 && index + step < axis.values().size()) {
                    neighbours.add(with(point, axis, axis.values().get(index + step)));
                }
            }
        }
        return neighbours.stream().filter(space::allows).toList();
    }

    private static Point with(Point point, Axis axis, Axis.Value value) {
        SequencedMap<String, Axis.Value> values = new LinkedHashMap<>(point.values());
        values.put(axis.name(), value);
        return new Point(point.template(), values);
    }
}
