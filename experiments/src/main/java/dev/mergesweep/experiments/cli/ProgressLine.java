package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Says how far a long work has come: one line written over and over on a terminal, a plain line every ten seconds elsewhere. */
final class ProgressLine implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(100);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    private static final int BAR = 24;

    private final PrintWriter err;
    private final boolean terminal;
    private final boolean silent;
    private final LongSupplier nanos;
    private long last;
    private int width;

    ProgressLine(Console console, CommonOptions.Output options) {
        this(console, options.quiet, System::nanoTime);
    }

    ProgressLine(Console console, boolean silent, LongSupplier nanos) {
        this.err = console.err();
        this.terminal = console.terminal();
        this.silent = silent;
        this.nanos = nanos;
        this.last = nanos.getAsLong() - (terminal ? ON_TERMINAL : Duration.ZERO).toNanos();
    }

    /**
     * @param share of the work that is done, 0 to 1
     * @param left expected time; negative where it cannot be told yet
     * @param what is asked for only where a line is due
     */
    synchronized void update(double share, Duration left, Supplier<String> what) {
        long now = nanos.getAsLong();
        if (silent || now - last < (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
            return;
        }
        last = now;
        String line = String.format(
                Locale.ROOT,
                "%3.0f %%  %s%s",
                100 * share,
                what.get(),
                left.isNegative() ? "" : "  " + text(left) + " left");
        if (terminal) {
            int full = (int) Math.round(BAR * Math.clamp(share, 0, 1));
            String shown = "━".repeat(full) + "╌".repeat(BAR - full) + " " + line;
            err.print("\r" + shown + " ".repeat(Math.max(0, width - shown.length())));
            width = shown.length();
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** For a pass over texts: what is left will be as fast as what is done. */
    Progress pass(String what) {
        long begun = nanos.getAsLong();
        return (done, all) -> {
            double share = (double) done / all;
            update(share, Duration.ofNanos((long) ((nanos.getAsLong() - begun) * (1 / share - 1))), () -> what);
        };
    }

    static String text(Duration left) {
        long seconds = left.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds % 3600 / 60);
    }

    /** Leaves the terminal's line empty, so that what follows begins on a clean one. */
    @Override
    public synchronized void close() {
        if (terminal && width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
        }
    }
}
