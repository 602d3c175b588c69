package dev.mergesweep.sweep.race;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts the texts of a race into rungs of about the same number of tokens. */
public final class Rungs {
    private Rungs() {}

    /**
     * @param units in the order in which they are scored
     * @return at most {@code race.rungs()} lists that together are all units, none empty
     */
    public static <T> List<List<T>> of(Race race, List<T> units, ToLongFunction<T> tokens) {
        long all = units.stream().mapToLong(tokens).sum();
        List<List<T>> rungs = new ArrayList<>();
        List<T> rung = new ArrayList<>();
        long done = 0;
        for (T unit : units) {
            rung.add(unit);
            done += tokens.applyAsLong(unit);
            if (done * race.rungs() >= all * (rungs.size() + 1)) {
                rungs.add(List.copyOf(rung));
                rung.clear();
            }
        }
        if (!rung.isEmpty()) {
            rungs.add(List.copyOf(rung));
        }
        return rungs;
    }
}
