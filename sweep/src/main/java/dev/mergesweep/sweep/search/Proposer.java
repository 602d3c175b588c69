package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Point;
import java.util.List;

/**
 * A way through a space, one batch at a time. What it proposes follows from the space, the seed and the objectives alone,
 * so a search that is begun again takes the same way, and finds in the store what it asks for.
 */
public interface Proposer extends AutoCloseable {

    /** What is known of points. */
    interface Standings {
        /** The objective on the search texts, smaller is better; infinite where the point failed or lost a race. */
        double objective(Point point);
    }

    /** The points to score next, none of them twice; empty at the end. Everything proposed before is scored by now. */
    List<Point> next(Standings standings);

    @Override
    default void close() {}
}
