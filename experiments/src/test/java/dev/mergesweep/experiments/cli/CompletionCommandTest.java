package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In a real shell. */
class CompletionCommandTest {
    @TempDir
    private Path folder;

    private static String script() {
        StringWriter out = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(new StringWriter()), false, Map.of());
        assertThat(MergeSweep.commandLine(console, "completion").execute("completion"))
                .isZero();
        return out.toString();
    }

    private String bash(String commands) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("completion"), script());
        Process bash = new ProcessBuilder("bash", "--norc", "-c", "source \"$0\"\n" + commands, file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said.strip();
    }

    @ParameterizedTest
    @CsvSource({"mergesweep ev, evaluate", "mergesweep run --thr, --threads", "mergesweep help exp, explain export"})
    void completes_what_was_begun(String line, String completed) throws IOException, InterruptedException {
        assertThat(bash("""
                        COMP_WORDS=(%s)
                        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        COMP_LINE='%s'
                        COMP_POINT=${#COMP_LINE}
                        compopt() { :; } # works only while a key is handled
                        _complete_mergesweep mergesweep "${COMP_WORDS[COMP_CWORD]}"
                        echo ${COMPREPLY[@]}
                        """.formatted(line, line)).split("\\s+")).containsExactlyInAnyOrder(completed.split(" "));
    }

    @Test
    void is_known_under_the_name_that_the_shell_looks_for() throws IOException, InterruptedException {
        assertThat(bash("complete -p mergesweep"))
                .contains("-F _complete_mergesweep")
                .endsWith("mergesweep");
    }
}
