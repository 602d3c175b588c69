package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Proposal;
import dev.mergesweep.sweep.space.Space;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Makes the proposer that a search asks for. */
public final class Proposers {
    /** Batch size where time is limited, so that it can be looked at between batches. */
    private static final int BATCH = 16;

    private Proposers() {}

    /** What is proposed first, before anything is known; empty where only baselines are scored then. */
    public static List<? extends Proposal> first(Search search, Space space, long most) {
        if (search.learns()) {
            long recipes = search.method() == Search.Method.DESCENT ? 1 : 0;
            return space.points().limit(recipes).toList();
        }
        try (Proposer proposer = of(search, space, most, () -> {
            throw new IllegalStateException(search.method() + " needs no slopes");
        })) {
            return proposer.next(_ -> Double.POSITIVE_INFINITY);
        }
    }

    /**
     * @param most candidates to propose in all
     * @param landscape asked for by those that need slopes
     */
    public static Proposer of(Search search, Space space, long most, Supplier<Landscape> landscape) {
        Proposer proposer = switch (search.method()) {
            case GRID -> once(space.points().limit(most).toList());
            case RANDOM -> once(Draws.random(space, search.seed()).take(most));
            case SOBOL -> once(Draws.sobol(space, search.seed()).take(most));
            case ONE_AT_A_TIME -> once(Steps.oneAtATime(space).limit(most).toList());
            case NEIGHBOURS -> new Neighbours(space, most);
            case CMA_ES -> Optimisers.cmaEs(space, search.seed(), most);
            case BOBYQA -> Optimisers.bobyqa(space, most);
            case MAP -> new MapSearch(landscape.get(), most);
            case DESCENT ->
                new Descent(landscape.get(), search, space.numbered(0).apply(0), most);
        };
        return Double.isFinite(search.budget().hours()) ? inBatches(proposer) : proposer;
    }

    private static Proposer once(List<Point> points) {
        Deque<List<Point>> left = new ArrayDeque<>(List.of(points));
        return _ -> left.isEmpty() ? List.of() : left.removeFirst();
    }

    private static Proposer inBatches(Proposer proposer) {
        return new Proposer() {
            private final Deque<Proposal> waiting = new ArrayDeque<>();

            @Override
            public List<Proposal> next(Standings standings) {
                if (waiting.isEmpty()) {
                    waiting.addAll(proposer.next(standings));
                }
                List<Proposal> batch = waiting.stream().limit(BATCH).toList();
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
