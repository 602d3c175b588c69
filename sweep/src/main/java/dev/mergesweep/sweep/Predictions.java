package dev.mergesweep.sweep;

import dev.mergesweep.sweep.candidate.CandidateMaker;
import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.search.Landscape.Predicted;
import dev.mergesweep.sweep.space.Axis;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a map says of every point of a space. Where holes stand for values only, each tensor's t comes from one axis, and the
 * map adds tensor by tensor: so one schedule for each value of each axis tells all, be there a million points.
 */
final class Predictions {
    private final Space space;
    private final List<Axis> axes;
    private final double reference;
    private final double[][] gains;

    private Predictions(Space space, CandidateMaker maker, DiagonalMap map) {
        this.space = space;
        this.axes = space.axesOf(0);
        this.reference = map.predicted(maker.schedule(point(0, 0)));
        this.gains = new double[axes.size()][];
        for (int axis = 0; axis < gains.length; axis++) {
            gains[axis] = new double[axes.get(axis).values().size()];
            for (int value = 0; value < gains[axis].length; value++) {
                gains[axis][value] = map.predicted(maker.schedule(point(axis, value))) - reference;
            }
        }
    }

    /** In the order of the points, made one at a time. */
    static Stream<Predicted> of(Space space, CandidateMaker maker, DiagonalMap map) {
        boolean adds =
                space.templates().size() == 1 && space.templates().getFirst().onlyValues();
        return adds
                ? new Predictions(space, maker, map).stream()
                : space.points().map(point -> new Predicted(point, map.predicted(maker.schedule(point))));
    }

    /** With the first value of every other axis. */
    private Point point(int axis, int value) {
        SequencedMap<String, Axis.Value> values = new LinkedHashMap<>();
        axes.forEach(each -> values.put(each.name(), each.values().getFirst()));
        if (!axes.isEmpty()) {
            values.put(axes.get(axis).name(), axes.get(axis).values().get(value));
        }
        return new Point(0, values);
    }

    private Stream<Predicted> stream() {
        var points = space.numbered(0);
        return LongStream.range(0, space.size())
                .mapToObj(index -> new Predicted(points.apply(index), value(index)))
                .filter(predicted -> space.allows(predicted.point()));
    }

    /** The last axis varies fastest, as in {@link Space#point}. */
    private double value(long index) {
        double sum = reference;
        long left = index;
        for (int axis = gains.length - 1; axis >= 0; axis--) {
            sum += gains[axis][(int) (left % gains[axis].length)];
            left /= gains[axis].length;
        }
        return sum;
    }
}
