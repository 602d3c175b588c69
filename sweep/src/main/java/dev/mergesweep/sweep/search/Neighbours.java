package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** From the middle of each template, step by step to the best neighbour of the best point, until none is better. */
final class Neighbours implements Proposer {
    private final Space space;
    private final long most;
    private final Set<Point> proposed = new LinkedHashSet<>();

    Neighbours(Space space, long most) {
        this.space = space;
        this.most = most;
    }

    @Override
    public List<Point> next(Standings standings) {
        List<Point> batch = proposed.isEmpty() ? starts() : Steps.neighbours(space, best(standings));
        List<Point> fresh = batch.stream()
                .filter(point -> !proposed.contains(point))
                .limit(most - proposed.size())
                .toList();
        proposed.addAll(fresh);
        return fresh;
    }

    private List<Point> starts() {
        List<Point> middles = IntStream.range(0, space.templates().size())
                .mapToObj(template -> Steps.at(space, template, 0.5))
                .filter(space::allows)
                .toList();
        return middles.isEmpty() ? space.points().limit(1).toList() : middles;
    }

    /** The earliest of equal ones. */
    private Point best(Standings standings) {
        Point best = proposed.iterator().next();
        for (Point point : proposed) {
            if (standings.objective(point) < standings.objective(best)) {
                best = point;
            }
        }
        return best;
    }
}
