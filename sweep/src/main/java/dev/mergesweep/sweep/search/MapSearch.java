package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.search.Landscape.Predicted;
import dev.mergesweep.sweep.space.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predicts every point of a space from slopes at a few uniform t and scores, from the best predicted on, those that the map
 * cannot tell from the best: whose prediction, moved by what predictions were wrong by so far, is not worse than the best
 * score by more than three times their spread.
 */
final class MapSearch implements Proposer {
    /** What a search without a budget scores at most. */
    private static final int DEFAULT = 32;

    /** Enough to see by how much predictions are wrong. */
    private static final int FIRST = 4;

    private static final int NEXT = 2;
    private static final double SPREADS = 3;

    /** Nats a token; predictions are never taken for better than this. */
    private static final double LEAST_SPREAD = 1e-4;

    private final Landscape landscape;
    private final int most;
    private final List<Predicted> waiting = new ArrayList<>();
    private final Map<Point, Double> proposed = new LinkedHashMap<>();
    private boolean begun;
    private boolean mapped;

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
        if (!mapped) {
            mapped = true;
            DiagonalMap map = landscape.map();
            try (var points = landscape.predicted(map)) {
                waiting.addAll(Smallest.of(points, most, Comparator.comparingDouble(Predicted::value)));
            }
            return take(FIRST);
        }
        return take(undecided(standings) ? NEXT : 0);
    }

    private List<Point> take(int count) {
        List<Point> batch = new ArrayList<>();
        while (batch.size() < count && !waiting.isEmpty()) {
            Predicted next = waiting.removeFirst();
            proposed.put(next.point(), next.value());
            batch.add(next.point());
        }
        return batch;
    }

    /** Whether the next one may be better than the best. */
    private boolean undecided(Standings standings) {
        if (waiting.isEmpty()) {
            return false;
        }
        List<Double> wrong = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        for (Map.Entry<Point, Double> each : proposed.entrySet()) {
            double measured = standings.objective(each.getKey());
            if (Double.isFinite(measured)) {
                wrong.add(measured - each.getValue());
                best = Math.min(best, measured);
            }
        }
        double mean = wrong.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double spread = Math.sqrt(wrong.stream()
                        .mapToDouble(each -> (each - mean) * (each - mean))
                        .sum()
                / Math.max(1, wrong.size() - 1));
        return waiting.getFirst().value() + mean - SPREADS * Math.max(spread, LEAST_SPREAD) < best;
    }
}
