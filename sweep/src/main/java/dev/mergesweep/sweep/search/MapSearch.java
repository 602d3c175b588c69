package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.learn.Prediction;
import dev.mergesweep.sweep.search.Landscape.Predicted;
import dev.mergesweep.sweep.space.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Predicts every point of a space from slopes at a few uniform t and scores those that the map cannot tell from the best: the
 * best predicted at first, then whoever may be better than the best score by two standard errors of a prediction. Every score
 * teaches the next predictions.
 */
final class MapSearch implements Proposer {
    /** What a search without a budget scores at most. */
    private static final int DEFAULT = 32;

    /** Enough to see by how much predictions are wrong. */
    private static final int FIRST = 4;

    private static final int NEXT = 2;
    private static final double ERRORS = 2;

    private final Landscape landscape;
    private final int most;
    private final SequencedSet<Point> proposed = new LinkedHashSet<>();
    private boolean begun;
    private @Nullable DiagonalMap map;

    MapSearch(Landscape landscape, long most) {
        this.landscape = landscape;
        this.most = (int) Math.min(most, DEFAULT);
    }

    @Override
    public List<Point> next(Standings standings) {
        if (!begun) {
            begun = true;
            return List.of();
        }
        DiagonalMap known = map;
        if (known == null) {
            known = landscape.map();
            map = known;
            return take(known, Map.of(), Math.min(most, FIRST), Prediction::value);
        }
        Map<Point, Double> measured = new LinkedHashMap<>();
        for (Point point : proposed) {
            double objective = standings.objective(point);
            if (Double.isFinite(objective)) {
                measured.put(point, objective);
            }
        }
        double best = measured.values().stream()
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return take(known, measured, Math.min(most - proposed.size(), NEXT), prediction -> {
            double perhaps = prediction.value() - ERRORS * prediction.error();
            return perhaps < best ? perhaps : Double.POSITIVE_INFINITY;
        });
    }

    /** How much is hoped of a prediction. */
    private interface Hope {
        /** The smaller, the more; infinite where there is none. */
        double of(Prediction prediction);
    }

    private record Hoped(Point point, double hope) {}

    private List<Point> take(DiagonalMap known, Map<Point, Double> measured, int count, Hope hope) {
        if (count <= 0) {
            return List.of();
        }
        List<Hoped> batch = new ArrayList<>();
        try (Stream<Predicted> points = landscape.predicted(known, measured)) {
            batch.addAll(Smallest.of(
                    points.filter(each -> !proposed.contains(each.point()))
                            .map(each -> new Hoped(each.point(), hope.of(each.prediction())))
                            .filter(each -> each.hope() < Double.POSITIVE_INFINITY),
                    count,
                    Comparator.comparingDouble(Hoped::hope)));
        }
        batch.forEach(each -> proposed.add(each.point()));
        return batch.stream().map(Hoped::point).toList();
    }
}
