package dev.mergesweep.sweep;

import dev.mergesweep.sweep.store.Drop;
import dev.mergesweep.sweep.store.StoredCandidate;
import dev.mergesweep.sweep.store.StoredFailure;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * How far a run is, also while another process works on it.
 *
 * @param scored (candidate, document) pairs with a score
 * @param all pairs that there will be, if no race stops anyone any more
 * @param candidates of the run so far, baselines included
 * @param failed candidates that could not be scored
 * @param dropped candidates that a race stopped
 * @param seconds worked on it so far
 * @param secondsLeft expected; -1 where nobody works on it or nothing was measured yet
 * @param state where it stands
 * @param process number of the process that works on it; -1 where none does
 */
public record RunStatus(
        long scored,
        long all,
        int candidates,
        int failed,
        int dropped,
        double seconds,
        double secondsLeft,
        State state,
        long process) {

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
        long scored = run.scores().size();
        return new RunStatus(
                scored,
                state == State.FINISHED ? scored : Math.max(scored, expected(run)),
                run.candidates().size(),
                run.failures().size(),
                run.drops().size(),
                run.clock().seconds(),
                working ? run.clock().secondsLeft() : -1,
                state,
                process);
    }

    private static long expected(StoredRun run) {
        long confirm = documents(run, "confirm");
        long search = run.documents().stream()
                        .filter(document -> document.tokens() > 0)
                        .count()
                - confirm;
        Set<String> gone = new HashSet<>();
        run.failures().stream().map(StoredFailure::candidate).forEach(gone::add);
        run.drops().stream().map(Drop::candidate).forEach(gone::add);
        long over = run.scores().stream()
                .filter(score -> gone.contains(score.candidate()))
                .count();
        long left = run.candidates().stream()
                .filter(candidate -> !gone.contains(candidate.name()))
                .count();
        long permanent =
                run.candidates().stream().filter(StoredCandidate::permanent).count();
        long confirmed = Math.min(left, permanent + run.head().rank().finalists());
        return over + left * search + confirmed * confirm;
    }

    private static long documents(StoredRun run, String split) {
        return run.documents().stream()
                .filter(document -> document.tokens() > 0 && document.split().equals(split))
                .count();
    }
}
