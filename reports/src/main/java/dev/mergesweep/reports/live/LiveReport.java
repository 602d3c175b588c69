package dev.mergesweep.reports.live;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.reports.format.HtmlFormat;
import dev.mergesweep.reports.report.Report;
import dev.mergesweep.reports.report.StoredEvidence;
import dev.mergesweep.reports.report.Wording;
import dev.mergesweep.sweep.RunProgress.Standing;
import dev.mergesweep.sweep.store.StoreFailure;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The page of a run that goes on: the report made from what its store holds at that moment, or, before anything can be
 * ranked, a page that says how far it is. Once the run is finished the page is that of {@code report.html}, byte for byte.
 */
public final class LiveReport {
    private static final long FRESH_NANOSECONDS = TimeUnit.SECONDS.toNanos(2);
    /** A page of a thousand candidates takes seconds; at most one part in so many of the time goes into pages. */
    private static final int REST = 5;

    private final Path folder;
    private final String title;
    private final LongSupplier nanos;
    private volatile @Nullable Standing standing;
    private volatile boolean finished;
    private String page = "";
    private long staleAt = Long.MIN_VALUE;

    /**
     * @param folder of the run; it may not be there yet
     * @param title the experiment's name
     */
    public LiveReport(Path folder, String title) {
        this(folder, title, System::nanoTime);
    }

    LiveReport(Path folder, String title, LongSupplier nanos) {
        this.folder = folder;
        this.title = title;
        this.nanos = nanos;
    }

    /** Where the run stands now. */
    public void hear(Standing now) {
        standing = now;
    }

    /** Everything is scored: the next page is the last one. */
    public synchronized void finish() {
        finished = true;
        staleAt = Long.MIN_VALUE;
    }

    boolean finished() {
        return finished;
    }

    /** @throws IOException where the store cannot be read */
    synchronized String page() throws IOException {
        long begun = nanos.getAsLong();
        if (staleAt == Long.MIN_VALUE || begun - staleAt >= 0) {
            page = draw();
            long took = nanos.getAsLong() - begun;
            staleAt = begun + Math.max(FRESH_NANOSECONDS, REST * took);
        }
        return page;
    }

    private String draw() throws IOException {
        Standing now = standing;
        if (now == null && !finished) {
            return HtmlFormat.waiting(title, "The models are being opened.");
        }
        List<String> progress = finished || now == null ? List.of() : List.of(text(now));
        try {
            return HtmlFormat.render(Report.of(StoredEvidence.of(StoredRun.read(folder), progress)));
        } catch (InputException | StoreFailure e) {
            // Too little is scored yet: a domain has one document, or no parent has them all.
            return HtmlFormat.waiting(title, String.join(" ", progress));
        }
    }

    static String text(Standing now) {
        double left = now.secondsLeft();
        return "%s: %s of %s scores of %s candidates%s"
                .formatted(
                        now.phase(),
                        Wording.count(now.scores()),
                        Wording.count(now.allScores()),
                        Wording.count(now.candidates()),
                        left >= 0 ? String.format(Locale.ROOT, ", about %,.0f s left", left) : "");
    }
}
