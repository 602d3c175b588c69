package dev.mergesweep.experiments.cli;

import dev.mergesweep.sweep.RunProgress;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** A run's progress on one line: phase, candidates, speed, best so far, time left. */
final class RunProgressLine implements RunProgress, AutoCloseable {
    private final ProgressLine line;
    private final Interruption interruption;
    private final Console console;
    private final CommonOptions.Output output;
    private final Consumer<Standing> listener;

    /** @param listener who wants to know, too */
    RunProgressLine(
            Console console, CommonOptions.Output output, Interruption interruption, Consumer<Standing> listener) {
        this.line = new ProgressLine(console, output);
        this.interruption = interruption;
        this.console = console;
        this.output = output;
        this.listener = listener;
    }

    @Override
    public void event(String text) {
        if (output.verbose) {
            console.say(output, "%s", text);
        }
    }

    @Override
    public void standing(Standing now) {
        listener.accept(now);
        String best = now.best().isEmpty()
                ? ""
                : String.format(Locale.ROOT, "  best %s (perplexity %.3f)", now.best(), now.bestPerplexity());
        String what = String.format(
                Locale.ROOT,
                "%s  %d candidates  %d/%d scores  %,.0f tokens/s%s",
                now.phase(),
                now.candidates(),
                now.scores(),
                now.allScores(),
                now.tokensPerSecond(),
                best);
        double share = now.allScores() == 0 ? 0 : (double) now.scores() / now.allScores();
        double left = now.secondsLeft();
        line.update(
                share,
                Double.isNaN(left) ? Duration.ofSeconds(-1) : Duration.ofMillis((long) (1000 * left)),
                () -> what);
    }

    @Override
    public boolean stop() {
        return interruption.asked();
    }

    @Override
    public void close() {
        line.close();
    }
}
