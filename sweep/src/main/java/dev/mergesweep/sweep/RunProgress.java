package dev.mergesweep.sweep;

/** Hears how a run gets on, and is asked whether it shall stop. Called by the thread that runs. */
public interface RunProgress {

    /**
     * Where a run stands.
     *
     * @param phase what is being done: {@code rung 2 of 4}, {@code confirm}
     * @param candidates that are not yet stopped in this phase
     * @param scores (candidate, document) pairs that this phase has in its store
     * @param allScores pairs that it will have
     * @param tokensPerSecond scored tokens, since this process began
     * @param best name of the best candidate so far; empty where none is known
     * @param bestPerplexity exp of its objective
     * @param secondsLeft of the whole run if no race stops anyone any more, from what stages have cost so far; NaN before anything
     *     was measured, and where a search has not said how much it will ask for
     */
    record Standing(
            String phase,
            int candidates,
            long scores,
            long allScores,
            double tokensPerSecond,
            String best,
            double bestPerplexity,
            double secondsLeft) {}

    /** Something happened that a log should hold: a rung is over, a candidate failed. One line. */
    void event(String line);

    /** Called after each stage that was run, and after each commit. */
    void standing(Standing standing);

    /** Whether the person has asked to stop; what is committed stays. */
    boolean stop();

    /** Listens to nothing and never stops. */
    RunProgress SILENT = new RunProgress() {
        @Override
        public void event(String line) {}

        @Override
        public void standing(Standing standing) {}

        @Override
        public boolean stop() {
            return false;
        }
    };
}
