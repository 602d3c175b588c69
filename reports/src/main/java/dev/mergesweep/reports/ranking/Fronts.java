package dev.mergesweep.reports.ranking;

import dev.mergesweep.sweep.statistics.DomainScores;
import dev.mergesweep.sweep.statistics.ScoreTable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What holds domain by domain: the Pareto front, and the floors. */
final class Fronts {
    private final ScoreTable table;
    private final Map<String, Double> floors;
    private final List<Integer> parents;

    Fronts(Contest contest, ScoreTable table) {
        this.table = table;
        floors = contest.rules().floors();
        parents = IntStream.range(0, table.candidates().size())
                .filter(c -> contest.entry(table.candidates().get(c)).kind() == Entry.Kind.PARENT)
                .boxed()
                .toList();
    }

    boolean onPareto(int candidate) {
        return IntStream.range(0, table.candidates().size()).noneMatch(other -> dominates(other, candidate));
    }

    private boolean dominates(int candidate, int other) {
        boolean better = false;
        for (DomainScores domain : table.domains()) {
            if (domain.theta(candidate) > domain.theta(other)) {
                return false;
            }
            better |= domain.theta(candidate) < domain.theta(other);
        }
        return better;
    }

    /** True where there is no floor, and where no parent is there to measure it from. */
    boolean keepsFloors(int candidate) {
        for (DomainScores domain : table.domains()) {
            Double floor = floors.get(domain.name());
            OptionalDouble best = parents.stream().mapToDouble(domain::theta).min();
            if (floor != null
                    && best.isPresent()
                    && 100 * Math.expm1(domain.theta(candidate) - best.getAsDouble()) > floor) {
                return false;
            }
        }
        return true;
    }
}
