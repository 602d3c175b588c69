package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.space.Proposal;
import java.util.List;

/**
 * A way through a space, one batch at a time. What it proposes follows from the space, the seed and the objectives alone,
 * so a search that is begun again takes the same way, and finds in the store what it asks for.
 */
public interface Proposer extends AutoCloseable {

    /** What is known of proposals. */
    interface Standings {
        /** The objective on the search texts, smaller is better; infinite where it failed or lost a race. */
        double objective(Proposal proposal);
    }

    /**
     * What to score next, nothing twice; empty at the end. Everything proposed before is scored by now. Baselines are scored with
     * the first batch, which alone may be empty without being the end.
     */
    List<? extends Proposal> next(Standings standings);

    @Override
    default void close() {}
}
