package dev.mergesweep.experiments.cli;

import dev.mergesweep.sweep.RunProgress;
import java.time.Duration;
import java.util.Locale;

/** A run's progress on one line: phase, candidates, speed, best so far, time left. */
final class RunProgressLine implements RunProgress, AutoCloseable {
    private final ProgressLine line;
    private final Interruption interruption;
    private final Console console;
    private final CommonOptions.Output output;

    RunProgressLine(Console console, CommonOptions.Output output, Interruption interruption) {
        this.line = new ProgressLine(console, output);
        this.interruption = interruption;
        this.console = console;
        this.output = output;
    }

    @Override
    public void event(String text) {
        if (output.verbose) {
            console.say(output, "%s", text);
        }
    }

    @Override
    public void standing(Standing now) {
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
        line.update(share, Double.isNaN(left) ? Duration.ofSeconds(-1) : Duration.ofMillis((long) (1000 * left)), what);
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
