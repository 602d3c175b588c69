package dev.mergesweep.sweep;

import dev.mergesweep.sweep.Workload.Part;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.search.Search;
import dev.mergesweep.sweep.statistics.Objective;
import dev.mergesweep.sweep.store.Clock;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a run's listener informed, and the store up to date while a block runs. */
final class Watch {
    /** So much work may be lost by a crash. */
    private static final long COMMIT_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(500);

    /** The person has asked to stop. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private final RunProgress progress;
    private final Ledger ledger;
    private final Search.Budget budget;
    private final Meter meter = new Meter();
    private final long begun = System.nanoTime();
    private final double secondsBefore;
    private long committed = System.nanoTime();
    private long tokens;
    private long scores;
    private long allScores;
    private long newScores;
    private int candidates;
    private Workload left = Workload.NONE;
    private @Nullable Workload later = Workload.NONE;
    private String phase = "";
    private String best = "";
    private double bestPerplexity = Double.NaN;

    Watch(RunProgress progress, Ledger ledger, Search.Budget budget) {
        this.progress = progress;
        this.ledger = ledger;
        this.budget = budget;
        this.secondsBefore = ledger.clock().seconds();
    }

    /** What is left to do of a phase. */
    void expect(Workload work) {
        left = work;
        standing();
    }

    /** What comes after the phases that are known; null: as much as the search asks for, which nobody can tell. */
    void later(@Nullable Workload work) {
        later = work;
    }

    void loaded(Part part, long nanoseconds) {
        meter.loaded(part, nanoseconds);
        left = left.minus(part, new Workload.Amount(0, 1));
    }

    void ran(Part part, long packs, long nanoseconds) {
        meter.ran(part, packs, nanoseconds);
        left = left.minus(part, new Workload.Amount(packs, 0));
    }

    /** What is done next; its work follows with {@link #expect}. @param done pairs of candidate and document that are scored already */
    void phase(String name, int candidatesInIt, long done, long all) {
        phase = name;
        candidates = candidatesInIt;
        scores = done;
        allScores = all;
    }

    void best(Objective objective) {
        best = objective.candidate();
        bestPerplexity = Math.exp(objective.value());
    }

    /** Pairs of candidate and document that this process scored. */
    long newScores() {
        return newScores;
    }

    void event(String line) {
        progress.event(line);
    }

    void failed(Candidate candidate, String reason) {
        progress.event("%s failed: %s".formatted(candidate.name(), reason));
    }

    void scored(long tokensOfDocument) {
        tokens += tokensOfDocument;
        scores++;
        newScores++;
    }

    /** After each stage: the moment at which a run may stop or be made safe. */
    void breathe() {
        if (System.nanoTime() - committed > COMMIT_NANOSECONDS) {
            ledger.commit();
            note(false);
            committed = System.nanoTime();
            standing();
        }
        if (progress.stop()) {
            ledger.commit();
            throw new Stopped();
        }
    }

    /** Leaves word in the store of how far the run is. */
    void note(boolean finished) {
        double more = finished ? 0 : secondsLeft();
        ledger.note(new Clock(secondsBefore + seconds(), Double.isFinite(more) ? more : -1, finished));
    }

    /** Where the time went. */
    String account() {
        return String.format(Locale.ROOT, "%s, %.1f s in all", meter.account(), seconds());
    }

    private double secondsLeft() {
        return later == null ? Double.NaN : meter.seconds(left.plus(later));
    }

    /** Whether a search has used up its time, counted over all processes that worked on it. */
    boolean late() {
        return secondsBefore + seconds() > budget.hours() * TimeUnit.HOURS.toSeconds(1);
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    void standing() {
        double seconds = seconds();
        progress.standing(new RunProgress.Standing(
                phase, candidates, scores, allScores, tokens / seconds, best, bestPerplexity, secondsLeft()));
    }
}
