package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Makes the proposer that a search asks for. */
public final class Proposers {
    /** Batch size where time is limited, so that it can be looked at between batches. */
    private static final int BATCH = 16;

    private Proposers() {}

    /** @param most points to propose in all */
    public static Proposer of(Search search, Space space, long most) {
        Proposer proposer = switch (search.method()) {
            case GRID -> once(space.points().limit(most).toList());
            case RANDOM -> once(Draws.random(space, search.seed()).take(most));
            case SOBOL -> once(Draws.sobol(space, search.seed()).take(most));
            case ONE_AT_A_TIME -> once(Steps.oneAtATime(space).limit(most).toList());
            case NEIGHBOURS -> new Neighbours(space, most);
            case CMA_ES -> Optimisers.cmaEs(space, search.seed(), most);
            case BOBYQA -> Optimisers.bobyqa(space, most);
        };
        return Double.isFinite(search.budget().hours()) ? inBatches(proposer) : proposer;
    }

    private static Proposer once(List<Point> points) {
        Deque<List<Point>> left = new ArrayDeque<>(List.of(points));
        return _ -> left.isEmpty() ? List.of() : left.removeFirst();
    }

    private static Proposer inBatches(Proposer proposer) {
        return new Proposer() {
            private final Deque<Point> waiting = new ArrayDeque<>();

            @Override
            public List<Point> next(Standings standings) {
                if (waiting.isEmpty()) {
                    waiting.addAll(proposer.next(standings));
                }
                List<Point> batch = waiting.stream().limit(BATCH).toList();
                batch.forEach(_ -> waiting.removeFirst());
                return batch;
            }

            @Override
            public void close() {
                proposer.close();
            }
        };
    }
}
