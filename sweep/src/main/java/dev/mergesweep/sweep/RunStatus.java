package dev.mergesweep.sweep;

import dev.mergesweep.sweep.store.Drop;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredDocument;
import dev.mergesweep.sweep.store.StoredFailure;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How far a run is, also while another process works on it.
 *
 * @param scores (candidate, document) pairs
 * @param candidates of the run so far, baselines included
 * @param failed candidates that could not be scored
 * @param dropped candidates that a race stopped, those among them that filled places of finalists included
 * @param seconds worked on it so far
 * @param secondsLeft expected; -1 where nobody works on it or nothing was measured yet
 * @param state where it stands
 * @param process number of the process that works on it; -1 where none does
 */
public record RunStatus(
        Scores scores,
        int candidates,
        int failed,
        int dropped,
        double seconds,
        double secondsLeft,
        State state,
        long process) {

    /**
     * Pairs of a candidate and a document. What is neither scored nor left out is still to be scored, if no race stops anyone any more.
     *
     * @param scored with a score
     * @param leftOut that get none, since a race stopped their candidate, or it failed
     * @param all that the candidates so far would have if none was stopped and none failed: a race never changes it
     */
    public record Scores(long scored, long leftOut, long all) {

        static Scores of(StoredRun run, boolean finished) {
            List<StoredDocument> documents = run.documents().stream()
                    .filter(document -> document.tokens() > 0)
                    .toList();
            Predicate<String> kept = "confirm"::equals;
            long confirm =
                    documents.stream().map(StoredDocument::split).filter(kept).count();
            long search = documents.size() - confirm;
            long candidates = run.candidates().size();
            long finalists = run.head().rank().finalists()
                    + run.candidates().stream()
                            .filter(StoredCandidate::permanent)
                            .count();
            long all = candidates * search + Math.min(candidates, finalists) * confirm;
            long scored = run.scores().size();
            if (finished) {
                return new Scores(scored, Math.max(0, all - scored), Math.max(all, scored));
            }
            Set<String> failed = new HashSet<>();
            run.failures().stream().map(StoredFailure::candidate).forEach(failed::add);
            Set<String> gone = new HashSet<>(failed);
            run.drops().stream().map(Drop::candidate).forEach(gone::add);
            long theirs = run.scores().stream()
                    .filter(score -> gone.contains(score.candidate()) && !kept.test(score.split()))
                    .count();
            long unable = Math.max(0, Math.min(candidates, finalists) - (candidates - failed.size())) * confirm;
            return new Scores(scored, gone.size() * search - theirs + unable, Math.max(all, scored));
        }
    }

    /** Whether there is more to do, and whether someone does it. */
    public enum State {
        RUNNING,
        STOPPED,
        FINISHED
    }

    /** @throws dev.mergesweep.sweep.store.StoreFailure where the folder holds no run */
    public static RunStatus read(Path folder) throws IOException {
        StoredRun run = StoredRun.read(folder);
        long process = run.process();
        boolean working = process >= 0;
        State state = working ? State.RUNNING : run.clock().finished() ? State.FINISHED : State.STOPPED;
        return new RunStatus(
                Scores.of(run, state == State.FINISHED),
                run.candidates().size(),
                run.failures().size(),
                run.drops().size(),
                run.clock().seconds(),
                working ? run.clock().secondsLeft() : -1,
                state,
                process);
    }
}
