package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.learn.Adam;
import dev.mergesweep.sweep.learn.LinearSchedule;
import dev.mergesweep.sweep.learn.SlopeTable;
import dev.mergesweep.sweep.learn.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** Adam's way from the map's optimum, over small parts of the search texts, watched on a part that no step reads. */
final class Walk {
    /** Every so many pieces of the search texts one is held back. */
    private static final int HELD = 5;

    /** Share of the other pieces in a step. */
    private static final double BATCH = 0.25;

    /** Steps between two looks at what is held back. */
    private static final int LOOK = 4;

    /** Looks without a better one that end it. */
    private static final int PATIENCE = 3;

    private final Landscape landscape;
    private final Search search;
    private final LinearSchedule schedule;
    private final List<Integer> held;
    private final List<Integer> others;
    private final int batch;
    private final int steps;

    /** @param budget of the map and the walk together, in candidates scored on the search texts */
    Walk(Landscape landscape, Search search, LinearSchedule schedule, double budget) {
        this.landscape = landscape;
        this.search = search;
        this.schedule = schedule;
        List<Integer> all = IntStream.range(0, landscape.pieces()).boxed().toList();
        this.held = all.stream().filter(piece -> piece % HELD == HELD / 2).toList();
        this.others = all.stream().filter(piece -> piece % HELD != HELD / 2).toList();
        this.batch = Math.max(1, (int) Math.round(BATCH * others.size()));
        double left = budget - landscape.mapCost() - 2 * Landscape.COST * landscape.share(held);
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
    private static boolean[] moves(double[] home, double[] found) {
        boolean[] moving = new boolean[home.length];
        for (int k = 0; k < moving.length; k++) {
            moving[k] = home[k] != found[k];
        }
        return moving;
    }

    /**
     * The numbers that are best on what is held back; where nothing can be held back, or afforded, the beginning.
     *
     * @param home where the map began: a pull draws there, and what the map left there stays
     * @param begin where the walk begins
     */
    double[] from(double[] home, double[] begin) {
        double cost = landscape.mapCost();
        if (steps == 0) {
            return begin;
        }
        double[] best = begin;
        landscape.note(new Step(Step.START, 0, look(home), true));
        double least = look(begin);
        cost += 2 * Landscape.COST * landscape.share(held);
        landscape.note(new Step(0, cost, least, true));
        Adam adam =
                new Adam(begin, search.learning().bounds(), search.learning().rate(), steps);
        Random random = new Random(search.seed());
        boolean[] moves = moves(home, begin);
        int idle = 0;
        for (int step = 1; step <= steps && idle < PATIENCE; step++) {
            List<Integer> some = some(random);
            adam.step(gradient(adam.numbers(), some, home, moves));
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

    private double[] gradient(double[] numbers, List<Integer> pieces, double[] home, boolean[] moves) {
        SlopeTable table = landscape.slopes(schedule.parameters().rules(numbers), pieces);
        Map<String, Double> slopes = new LinkedHashMap<>();
        SequencedMap<String, Double> there = schedule.schedule(home);
        schedule.schedule(numbers)
                .forEach((tensor, t) ->
                        slopes.put(tensor, search.learning().pull() * (t - there.getOrDefault(tensor, t))));
        for (SlopeTable.DomainSlopes domain : table.domains()) {
            double factor = landscape.factors().getOrDefault(domain.domain(), 0.0);
            for (int i = 0; i < table.tensors().size(); i++) {
                slopes.merge(table.tensors().get(i), factor * domain.slopes().get(i), Double::sum);
            }
        }
        double[] gradient = schedule.pulledBack(slopes);
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] = moves[k] ? gradient[k] : 0;
        }
        return gradient;
    }
}
