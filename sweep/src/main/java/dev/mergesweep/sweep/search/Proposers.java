package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import java.util.List;
import java.util.stream.Stream;

/** Makes the proposer that a search asks for. */
public final class Proposers {
    private Proposers() {}

    /** @param most points to propose in all */
    public static Proposer of(Search search, Space space, long most) {
        return switch (search.method()) {
            case GRID -> once(space.points().limit(most));
            default -> throw new IllegalArgumentException(search.method().word());
        };
    }

    /** Everything in one batch. */
    private static Proposer once(Stream<Point> points) {
        List<Point> all = points.toList();
        boolean[] asked = {false};
        return _ -> {
            List<Point> batch = asked[0] ? List.of() : all;
            asked[0] = true;
            return batch;
        };
    }
}
