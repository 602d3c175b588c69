package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Standard error")
class ConsoleTest {
    private static String refused(boolean terminal, Map<String, String> environment, String... more) {
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), terminal, environment);
        String[] arguments = {"evaluate", "no-checkpoint", "--text", "no.txt", more.length == 0 ? "--quiet" : more[0]};
        assertThat(MergeSweep.commandLine(console).execute(arguments)).isEqualTo(ExitCode.WRONG_INPUT);
        return err.toString();
    }

    @Test
    @DisplayName("marks the word error in red on a terminal, unless colours are not wanted")
    void colours() {
        assertThat(refused(true, Map.of())).startsWith("\033[31merror:\033[0m no-checkpoint: ");
        assertThat(refused(true, Map.of(), "--no-color")).startsWith("error: no-checkpoint: ");
        assertThat(refused(true, Map.of("NO_COLOR", "1"))).startsWith("error: no-checkpoint: ");
        assertThat(refused(true, Map.of("NO_COLOR", ""))).startsWith("\033[31merror:");
        assertThat(refused(false, Map.of())).startsWith("error: no-checkpoint: ");
    }

    @Test
    @DisplayName("shows where a failure came from with --verbose only")
    void trace() {
        assertThat(refused(false, Map.of(), "--verbose")).contains("InputException", "\tat dev.mergesweep.");
        assertThat(refused(false, Map.of())).doesNotContain("\tat ");
    }

    @Test
    @DisplayName("marks the word warning in yellow, and nothing within a line")
    void warnings() {
        Console console =
                new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), true, Map.of());
        assertThat(console.marked("warning: an error: here", false))
                .isEqualTo("\033[33mwarning:\033[0m an error: here");
        assertThat(console.marked("All is done", false)).isEqualTo("All is done");
    }

    @Test
    @DisplayName("names the program in hints as it was called, but no folder of its name")
    void hints() {
        Console console = new Console(
                new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false, "./sweep", Map.of());
        assertThat(console.marked("warning: /x/mergesweep is there: mergesweep status /x/mergesweep a", true))
                .isEqualTo("warning: /x/mergesweep is there: ./sweep status /x/mergesweep a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-2"})
    @DisplayName("refuses to work with no thread at all")
    void threads(String threads) {
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), false, Map.of());
        String[] arguments = {"plan", "quickstart/experiment.yaml", "--threads=" + threads};
        assertThat(MergeSweep.commandLine(console).execute(arguments)).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err.toString().strip())
                .isEqualTo("error: --threads: " + threads + " is no number of threads. Use 1 or more");
    }
}
