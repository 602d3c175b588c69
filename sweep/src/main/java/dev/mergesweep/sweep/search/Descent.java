package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.learn.DiagonalMap.Curve;
import dev.mergesweep.sweep.learn.Learning;
import dev.mergesweep.sweep.learn.LinearSchedule;
import dev.mergesweep.sweep.learn.MapOptimum;
import dev.mergesweep.sweep.learn.Parameters;
import dev.mergesweep.sweep.learn.Parameters.Sharing;
import dev.mergesweep.sweep.learn.Simplified;
import dev.mergesweep.sweep.space.Learned;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Proposal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Learns t: the optimum of the map, then Adam over small parts of the search texts, stopped where a part that is held back
 * says so. Proposes what it found, the optimum it began at, and shorter recipes near it.
 */
final class Descent implements Proposer {
    /** Candidates that a descent without a budget may cost, what it proposes included. */
    private static final int DEFAULT = 24;

    /** What is proposed at the end, one candidate each. */
    private static final int PROPOSED = 5;

    /**
     * Share of the bend that is taken to be each tensor's own. The least that predicts merges well is 0.3; with it an optimum
     * goes farther than slopes can tell. Measured in experiments/benchmarks/learned-t.md.
     */
    private static final double OWN = 0.5;

    private final Landscape landscape;
    private final Learning learning;
    private final Point first;
    private final Search search;
    private final double budget;
    private int asked;

    /** @param first the experiment's recipe as it stands */
    Descent(Landscape landscape, Search search, Point first, long most) {
        this.landscape = landscape;
        this.learning = search.learning();
        this.first = first;
        this.search = search;
        this.budget = most == Long.MAX_VALUE ? DEFAULT : most;
    }

    @Override
    public List<? extends Proposal> next(Standings standings) {
        return switch (asked++) {
            case 0 -> List.of(first);
            case 1 -> learned();
            default -> List.of();
        };
    }

    private List<Learned> learned() {
        DiagonalMap map = landscape.map();
        Map<String, Curve> curves = curves(map);
        LinearSchedule schedule = schedule(learning.sharing());
        double[] start = new double[schedule.size()];
        Arrays.fill(start, learning.start());
        double[] optimum = new MapOptimum(schedule, curves, learning.bounds(), OWN).from(start, learning.pull());
        double[] best = new Walk(landscape, search, schedule, budget - PROPOSED).from(start, optimum);
        Simplified simplified = new Simplified(schedule.schedule(best), map.curves(), learning.bounds());
        LinearSchedule modules = schedule(Sharing.PER_MODULE);
        LinearSchedule gradients = schedule(Sharing.GRADIENT_POINTS);
        String word = learning.sharing().word();
        return List.of(
                new Learned("descent, " + word, schedule.parameters().rules(best)),
                new Learned("optimum of the map, " + word, schedule.parameters().rules(optimum)),
                new Learned("one t per module type", modules.parameters().rules(simplified.nearest(modules))),
                simplified.few(),
                new Learned("filters with gradients", gradients.parameters().rules(simplified.nearest(gradients))));
    }

    private LinearSchedule schedule(Sharing sharing) {
        List<String> tensors = landscape.schedule(List.of(Learned.Rule.of("", learning.start()))).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(Map.Entry::getKey)
                .toList();
        return new LinearSchedule(Parameters.of(sharing, tensors), landscape::schedule);
    }

    /** Slopes drawn towards 0 by their errors; norms, nearly flat, stay where they are unless theirs is clear. */
    private Map<String, Curve> curves(DiagonalMap map) {
        Map<String, Curve> curves = new LinkedHashMap<>();
        map.curves().forEach((tensor, curve) -> {
            if (!held(tensor, curve)) {
                curves.put(tensor, curve.shrunk());
            }
        });
        return curves;
    }

    private boolean held(String tensor, Curve curve) {
        return !learning.normsFree()
                && landscape.isVector(tensor)
                && Math.abs(curve.slope(learning.start())) <= 2 * curve.error();
    }
}
