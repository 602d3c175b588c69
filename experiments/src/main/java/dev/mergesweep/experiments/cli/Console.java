package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.yaml.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command speaks: results go to standard output, everything else to standard error.
 *
 * @param terminal whether standard error is a terminal, so that one line may be written over and over
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal, Map<String, String> environment) {

    /** The process's own streams. The launcher says whether standard error is a terminal; Java could tell it of standard output only. */
    static Console system() {
        boolean terminal = Boolean.getBoolean("mergesweep.terminal");
        return new Console(
                new PrintWriter(System.out, true), new PrintWriter(System.err, true), terminal, System.getenv());
    }

    boolean colors(CommonOptions.Output options) {
        return terminal
                && !options.noColor
                && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    void warn(CommonOptions.Output options, List<Problem> warnings) {
        if (!options.quiet) {
            warnings.forEach(warning -> err.println("warning: " + warning));
        }
        err.flush();
    }

    void say(CommonOptions.Output options, String format, Object... arguments) {
        if (!options.quiet) {
            err.println(String.format(Locale.ROOT, format, arguments));
            err.flush();
        }
    }
}
