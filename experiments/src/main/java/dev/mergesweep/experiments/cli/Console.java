package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.merger.yaml.Problem;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;

/**
 * Where a command speaks: results go to standard output, everything else to standard error.
 *
 * @param terminal whether standard error is a terminal, so that one line may be written over and over
 * @param program what the user called the program by, as a shell takes it
 */
record Console(PrintWriter out, PrintWriter err, boolean terminal, String program, Map<String, String> environment) {

    /** ECMA-48, Select Graphic Rendition. */
    private static final String RED = "\033[31m";

    private static final String YELLOW = "\033[33m";
    private static final String DEFAULT = "\033[0m";

    /** A command in a hint; a path that ends with the program's name is none. */
    private static final String HINT = "(?<![\\w./-])" + Hint.PROGRAM + "(?= [a-z])";

    Console(PrintWriter out, PrintWriter err, boolean terminal, Map<String, String> environment) {
        this(out, err, terminal, Hint.PROGRAM, environment);
    }

    /**
     * The process's own streams, where nothing else writes to standard output. The launcher says whether standard error is a
     * terminal, since Java could tell it of standard output only, and what it was called by.
     */
    static Console system(OutputStream out) {
        boolean terminal = Boolean.getBoolean("mergesweep.terminal");
        return new Console(
                new PrintWriter(out, true, Charset.defaultCharset()),
                new PrintWriter(System.err, true, Charset.defaultCharset()),
                terminal,
                System.getProperty("mergesweep.program", Hint.PROGRAM),
                System.getenv());
    }

    /** A text for people, its hints ready to be pasted. */
    String pasteable(String text) {
        return program.equals(Hint.PROGRAM) || !text.contains(Hint.PROGRAM)
                ? text
                : text.replaceAll(HINT, Matcher.quoteReplacement(program));
    }

    /** A {@linkplain #pasteable} line, in which the word that says what kind it is stands out on a terminal. @param plain {@code --no-color} */
    String marked(String text, boolean plain) {
        String line = pasteable(text);
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
