package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.learn.Adam;
import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.learn.DiagonalMap.Curve;
import dev.mergesweep.sweep.learn.Learning;
import dev.mergesweep.sweep.learn.LinearSchedule;
import dev.mergesweep.sweep.learn.MapOptimum;
import dev.mergesweep.sweep.learn.Parameters;
import dev.mergesweep.sweep.learn.Parameters.Sharing;
import dev.mergesweep.sweep.learn.Simplified;
import dev.mergesweep.sweep.learn.SlopeTable;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.space.Learned;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Proposal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * Learns t: the optimum of the map, then Adam over small parts of the search texts, stopped where a part that is held back
 * says so. Proposes what it found, the optimum it began at, and shorter recipes near it.
 */
final class Descent implements Proposer {
    /** Candidates that a descent without a budget may cost, what it proposes included. */
    private static final int DEFAULT = 24;

    /** What is proposed at the end, one candidate each. */
    private static final int PROPOSED = 5;

    /** Every so many pieces of the search texts one is held back. */
    private static final int HELD = 5;

    /** Share of the other pieces in a step. */
    private static final double BATCH = 0.25;

    /** Steps between two looks at what is held back. */
    private static final int LOOK = 4;

    /** Looks without a better one that end it. */
    private static final int PATIENCE = 3;

    private final Landscape landscape;
    private final Learning learning;
    private final Point first;
    private final long seed;
    private final double budget;
    private int asked;

    /** @param first the experiment's recipe as it stands */
    Descent(Landscape landscape, Search search, Point first, long most) {
        this.landscape = landscape;
        this.learning = search.learning();
        this.first = first;
        this.seed = search.seed();
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
        double[] optimum = new MapOptimum(schedule, curves, learning.bounds()).from(start, learning.pull());
        double[] best = new Way(schedule, start, optimum).walk();
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

    /** Adam's way from the map's optimum. */
    private final class Way {
        private final LinearSchedule schedule;
        private final SequencedMap<String, Double> home;
        private final double[] optimum;
        private final boolean[] moves;
        private final List<Integer> held;
        private final List<Integer> others;
        private final int batch;
        private final int steps;

        Way(LinearSchedule schedule, double[] start, double[] optimum) {
            this.schedule = schedule;
            this.home = schedule.schedule(start);
            this.optimum = optimum;
            this.moves = moves(start, optimum);
            List<Integer> all = IntStream.range(0, landscape.pieces()).boxed().toList();
            this.held = all.stream().filter(piece -> piece % HELD == HELD / 2).toList();
            this.others = all.stream().filter(piece -> piece % HELD != HELD / 2).toList();
            this.batch = Math.max(1, (int) Math.round(BATCH * others.size()));
            double left = budget - PROPOSED - landscape.mapCost() - Landscape.COST * landscape.share(held);
            this.steps = held.isEmpty() ? 0 : affordable(left);
        }

        private int affordable(double left) {
            double step = Landscape.COST * landscape.share(others) * batch / others.size();
            double look = Landscape.COST * landscape.share(held);
            int count = 0;
            while ((count + 1) * step + Math.ceilDiv(count + 1, LOOK) * look <= left) {
                count++;
            }
            return count;
        }

        /** What the map left where it was has no slope above its error, and is left alone. */
        private static boolean[] moves(double[] start, double[] found) {
            boolean[] moving = new boolean[start.length];
            for (int k = 0; k < moving.length; k++) {
                moving[k] = start[k] != found[k];
            }
            return moving;
        }

        double[] walk() {
            double cost = landscape.mapCost();
            if (steps == 0) {
                return optimum;
            }
            double[] best = optimum;
            double least = look(optimum);
            cost += Landscape.COST * landscape.share(held);
            landscape.note(new Step(0, cost, least, true));
            Adam adam = new Adam(optimum, learning.bounds(), learning.rate(), steps);
            Random random = new Random(seed);
            int idle = 0;
            for (int step = 1; step <= steps && idle < PATIENCE; step++) {
                List<Integer> some = some(random);
                adam.step(gradient(adam.numbers(), some));
                cost += Landscape.COST * landscape.share(some);
                if (step % LOOK == 0 || step == steps) {
                    double value = look(adam.numbers());
                    cost += Landscape.COST * landscape.share(held);
                    boolean better = value < least;
                    landscape.note(new Step(step, cost, value, better));
                    idle = better ? 0 : idle + 1;
                    least = better ? value : least;
                    best = better ? adam.numbers() : best;
                }
            }
            return best;
        }

        private List<Integer> some(Random random) {
            List<Integer> left = new ArrayList<>(others);
            List<Integer> some = new ArrayList<>();
            while (some.size() < batch) {
                some.add(left.remove(random.nextInt(left.size())));
            }
            return some.stream().sorted().toList();
        }

        private double look(double[] numbers) {
            SlopeTable table = landscape.slopes(schedule.parameters().rules(numbers), held);
            double value = 0;
            for (SlopeTable.DomainSlopes domain : table.domains()) {
                value += landscape.factors().getOrDefault(domain.domain(), 0.0) * domain.nats();
            }
            return value;
        }

        private double[] gradient(double[] numbers, List<Integer> pieces) {
            SlopeTable table = landscape.slopes(schedule.parameters().rules(numbers), pieces);
            Map<String, Double> slopes = new LinkedHashMap<>();
            schedule.schedule(numbers)
                    .forEach((tensor, t) -> slopes.put(tensor, learning.pull() * (t - home.getOrDefault(tensor, t))));
            for (SlopeTable.DomainSlopes domain : table.domains()) {
                double factor = landscape.factors().getOrDefault(domain.domain(), 0.0);
                for (int i = 0; i < table.tensors().size(); i++) {
                    slopes.merge(
                            table.tensors().get(i), factor * domain.slopes().get(i), Double::sum);
                }
            }
            double[] gradient = schedule.pulledBack(slopes);
            for (int k = 0; k < gradient.length; k++) {
                gradient[k] = moves[k] ? gradient[k] : 0;
            }
            return gradient;
        }
    }
}
