package dev.mergesweep.sweep;

import dev.mergesweep.sweep.candidate.CandidateMaker;
import dev.mergesweep.sweep.space.Axis;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the different candidates of a grid that is too large to make them all. Where holes stand for values only, each
 * tensor's t comes from one axis; so two points are the same candidate exactly if, axis by axis, their values give the same t
 * to the tensors of that axis, and one schedule for each value of each axis tells.
 */
final class GridCount {
    private static final List<Double> BASELINES = List.of(0.0, 0.5, 1.0);

    private final Space space;
    private final CandidateMaker maker;
    private final List<Axis> axes;
    private final List<Classes> classes = new ArrayList<>();
    private final Map<String, @Nullable Double> rest;

    /**
     * @param points that meet the constraints
     * @param distinct different candidates among them, those equal to a baseline not counted
     */
    record Count(long points, long distinct) {}

    /**
     * The values of one axis.
     *
     * @param number of each value's class; values of one class give every tensor the same t
     * @param schedules by class, the t of the tensors that this axis decides
     */
    private record Classes(List<Integer> number, List<Map<String, @Nullable Double>> schedules) {
        int uniform(double t) {
            for (int i = 0; i < schedules.size(); i++) {
                if (schedules.get(i).values().stream().allMatch(value -> value == null || value == t)) {
                    return i;
                }
            }
            return -1;
        }
    }

    private GridCount(Space space, CandidateMaker maker) {
        this.space = space;
        this.maker = maker;
        this.axes = space.axesOf(0);
        Map<String, @Nullable Double> reference = schedule(0, 0);
        this.rest = new LinkedHashMap<>(reference);
        for (int axis = 0; axis < axes.size(); axis++) {
            classes.add(classes(axis, reference));
        }
    }

    /** Null where there are several templates, or a hole stands for more than a value. */
    static @Nullable Count of(Space space, CandidateMaker maker) {
        return space.separable() ? new GridCount(space, maker).count() : null;
    }

    private Classes classes(int axis, Map<String, @Nullable Double> reference) {
        List<Map<String, @Nullable Double>> schedules = new ArrayList<>();
        for (int value = 0; value < axes.get(axis).values().size(); value++) {
            schedules.add(schedule(axis, value));
        }
        List<String> decided = reference.keySet().stream()
                .filter(tensor -> schedules.stream()
                        .anyMatch(schedule -> !Objects.equals(schedule.get(tensor), reference.get(tensor))))
                .toList();
        decided.forEach(rest::remove);
        Map<Map<String, @Nullable Double>, Integer> numbers = new LinkedHashMap<>();
        List<Integer> number = new ArrayList<>();
        for (Map<String, @Nullable Double> schedule : schedules) {
            Map<String, @Nullable Double> part = new HashMap<>(schedule);
            part.keySet().retainAll(decided);
            Integer known = numbers.putIfAbsent(part, numbers.size());
            number.add(known == null ? numbers.size() - 1 : known);
        }
        return new Classes(number, List.copyOf(numbers.keySet()));
    }

    /** With the first value of every other axis. */
    private Map<String, @Nullable Double> schedule(int axis, int value) {
        SequencedMap<String, Axis.Value> values = new LinkedHashMap<>();
        axes.forEach(each -> values.put(each.name(), each.values().getFirst()));
        values.put(axes.get(axis).name(), axes.get(axis).values().get(value));
        return maker.schedule(new Point(0, values));
    }

    private Count count() {
        LongFunction<Point> points = space.numbered(0);
        long[] keys = LongStream.range(0, space.size())
                .filter(index -> space.constraints().isEmpty() || space.allows(points.apply(index)))
                .map(this::key)
                .sorted()
                .toArray();
        long distinct = LongStream.of(keys).distinct().count();
        for (double t : BASELINES) {
            long key = uniform(t);
            distinct -= key >= 0 && Arrays.binarySearch(keys, key) >= 0 ? 1 : 0;
        }
        return new Count(keys.length, distinct);
    }

    /** Names the classes of a point's values; the last axis varies fastest, as in {@link Space#point}. */
    private long key(long index) {
        long left = index;
        long key = 0;
        for (int axis = axes.size() - 1; axis >= 0; axis--) {
            int size = axes.get(axis).values().size();
            key = key * size + classes.get(axis).number().get((int) (left % size));
            left /= size;
        }
        return key;
    }

    /** The key of the candidate with one t everywhere; -1 where there is none. */
    private long uniform(double t) {
        if (!rest.values().stream().allMatch(value -> value == null || value == t)) {
            return -1;
        }
        long key = 0;
        for (int axis = axes.size() - 1; axis >= 0; axis--) {
            int number = classes.get(axis).uniform(t);
            if (number < 0) {
                return -1;
            }
            key = key * axes.get(axis).values().size() + number;
        }
        return key;
    }
}
