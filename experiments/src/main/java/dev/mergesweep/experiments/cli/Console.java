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

    /** ECMA-48, Select Graphic Rendition. */
    private static final String RED = "\033[31m";

    private static final String YELLOW = "\033[33m";
    private static final String DEFAULT = "\033[0m";

    /** The process's own streams. The launcher says whether standard error is a terminal; Java could tell it of standard output only. */
    static Console system() {
        boolean terminal = Boolean.getBoolean("mergesweep.terminal");
        return new Console(
                new PrintWriter(System.out, true), new PrintWriter(System.err, true), terminal, System.getenv());
    }

    /** The word that says what kind of line it is stands out on a terminal. @param plain {@code --no-color} */
    String marked(String line, boolean plain) {
        if (plain || !terminal || !environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return line;
        }
        return line.replaceFirst("^warning:", YELLOW + "$0" + DEFAULT).replaceFirst("^error:", RED + "$0" + DEFAULT);
    }

    void warn(CommonOptions.Output options, List<Problem> warnings) {
        warnings.forEach(warning -> say(options, "warning: %s", warning));
    }

    void say(CommonOptions.Output options, String format, Object... arguments) {
        if (!options.quiet) {
            err.println(marked(String.format(Locale.ROOT, format, arguments), options.noColor));
            err.flush();
        }
    }
}
