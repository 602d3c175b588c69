package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsTest {
    private final StringWriter said = new StringWriter();
    private final Console console =
            new Console(new PrintWriter(Writer.nullWriter()), new PrintWriter(said), false, Map.of());

    @Test
    @DisplayName("each command is set up alone where it is asked for by name")
    void alone() {
        CommandLine all = MergeSweep.commandLine(console);
        assertThat(all.getSubcommands()).hasSizeGreaterThan(10);
        for (String name : all.getSubcommands().keySet()) {
            if (!name.equals("help")) {
                assertThat(MergeSweep.commandLine(console, name).getSubcommands())
                        .containsOnlyKeys(name);
            }
        }
    }

    @Test
    @DisplayName("a name that is no command is answered with those that are like it")
    void misspelt() {
        assertThat(MergeSweep.commandLine(console, "merg").execute("merg")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(said.toString()).contains("merge");
    }
}
