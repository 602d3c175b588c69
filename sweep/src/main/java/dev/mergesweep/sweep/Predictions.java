package dev.mergesweep.sweep;

import dev.mergesweep.sweep.candidate.CandidateMaker;
import dev.mergesweep.sweep.learn.Predictor;
import dev.mergesweep.sweep.learn.Predictor.Measured;
import dev.mergesweep.sweep.search.Landscape.Predicted;
import dev.mergesweep.sweep.space.Axis;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What slopes and scores predict for every point of a space. Where holes stand for values only, each tensor's t comes from
 * one axis: then tensors that no point tells apart are one group, and a point costs a few products, be there a million.
 */
final class Predictions {
    private final Space space;
    private final CandidateMaker maker;
    private final List<String> tensors;
    private final Predictor predictor;

    /** @param tensors that the predictor knows, in its order */
    Predictions(Space space, CandidateMaker maker, List<String> tensors, Predictor predictor) {
        this.space = space;
        this.maker = maker;
        this.tensors = List.copyOf(tensors);
        this.predictor = predictor;
    }

    /**
     * A merge of the space that was scored.
     *
     * @param schedule t by tensor
     * @param value the objective on all search texts
     */
    record Known(Map<String, @Nullable Double> schedule, double value) {}

    /** In the order of the points, made one at a time. */
    Stream<Predicted> all(List<Known> known) {
        return space.separable() ? new ByAxis().all(known) : oneByOne(known);
    }

    private Stream<Predicted> oneByOne(List<Known> known) {
        Predictor taught = predictor.taught(known.stream()
                .map(each -> new Measured(list(t(each.schedule())), each.value()))
                .toList());
        return space.points().map(point -> new Predicted(point, taught.at(t(maker.schedule(point)))));
    }

    /** Where a recipe leaves a tensor without a t, it is copied from the base. */
    private double[] t(Map<String, @Nullable Double> schedule) {
        return tensors.stream()
                .mapToDouble(tensor -> schedule.get(tensor) instanceof Double t ? t : 0)
                .toArray();
    }

    private static List<Double> list(double[] t) {
        return IntStream.range(0, t.length).mapToObj(i -> t[i]).toList();
    }

    /** Every group of tensors, and its t by the value of the axis that it depends on. */
    private final class ByAxis {
        private final List<Axis> axes = space.axesOf(0);
        private final List<List<Integer>> groups;
        private final List<Group> tables;

        /** @param axis that decides; of those that no axis decides the first */
        private record Group(int axis, List<Double> t) {}

        ByAxis() {
            double[] reference = t(maker.schedule(point(0, 0)));
            List<Group> own = new ArrayList<>(IntStream.range(0, tensors.size())
                    .mapToObj(i -> new Group(0, List.of(reference[i])))
                    .toList());
            for (int axis = 0; axis < axes.size(); axis++) {
                int deciding = axis;
                List<double[]> schedules = IntStream.range(
                                0, axes.get(axis).values().size())
                        .mapToObj(value -> t(maker.schedule(point(deciding, value))))
                        .toList();
                for (int i = 0; i < own.size(); i++) {
                    int tensor = i;
                    List<Double> values =
                            schedules.stream().map(schedule -> schedule[tensor]).toList();
                    if (values.stream().distinct().count() > 1) {
                        own.set(i, new Group(axis, values));
                    }
                }
            }
            Map<Group, List<Integer>> byGroup = new LinkedHashMap<>();
            for (int i = 0; i < own.size(); i++) {
                byGroup.computeIfAbsent(own.get(i), _ -> new ArrayList<>()).add(i);
            }
            this.tables = List.copyOf(byGroup.keySet());
            this.groups = List.copyOf(byGroup.values());
        }

        Stream<Predicted> all(List<Known> known) {
            Predictor taught = predictor
                    .grouped(groups)
                    .taught(known.stream()
                            .map(each -> new Measured(list(grouped(each.schedule())), each.value()))
                            .toList());
            var points = space.numbered(0);
            return LongStream.range(0, space.size())
                    .mapToObj(index -> new Predicted(points.apply(index), taught.at(grouped(index))))
                    .filter(predicted -> space.allows(predicted.point()));
        }

        private double[] grouped(Map<String, @Nullable Double> schedule) {
            double[] t = t(schedule);
            return groups.stream().mapToDouble(group -> t[group.getFirst()]).toArray();
        }

        /** The last axis varies fastest, as in {@link Space#point}. */
        private double[] grouped(long index) {
            int[] values = new int[Math.max(1, axes.size())];
            long left = index;
            for (int axis = axes.size() - 1; axis >= 0; axis--) {
                int size = axes.get(axis).values().size();
                values[axis] = (int) (left % size);
                left /= size;
            }
            double[] t = new double[tables.size()];
            for (int i = 0; i < t.length; i++) {
                Group group = tables.get(i);
                t[i] = group.t().get(group.t().size() == 1 ? 0 : values[group.axis()]);
            }
            return t;
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
    }
}
