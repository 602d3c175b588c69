package dev.mergesweep.evaluator;

import java.util.List;

/**
 * The unit of computation: windows that fill one call of fixed shape. Windows in a pack do not see each other. Which
 * windows share a pack depends on the texts alone, never on candidates, threads or what is already scored.
 *
 * @param length positions of the call, at least the windows' tokens together; the rest is padding that nothing reads
 */
public record Pack(int length, List<Window> windows) {

    /**
     * Token ids that are run together, of which some are scored.
     *
     * @param document index of its document, counted over all domains in order
     * @param ids never changed after construction
     * @param scored for every position whether its id is scored; the first never is. Position i is predicted from i - 1
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Window(int document, long[] ids, boolean[] scored) {}

    public Pack {
        windows = List.copyOf(windows);
    }
}
