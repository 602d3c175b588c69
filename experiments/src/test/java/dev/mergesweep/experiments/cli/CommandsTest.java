package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    @Test
    @DisplayName(
            "examples of the help can be pasted: a line each of 80 columns, explained behind a #, with options that there are")
    void examples() {
        CommandLine all = MergeSweep.commandLine(console);
        List<String> wrong = new ArrayList<>();
        all.getSubcommands().forEach((name, command) -> {
            String[] lines = command.getCommandSpec().usageMessage().footer();
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("  ") && line.length() > 80)
                    .isEmpty();
            for (String example : String.join("\n", lines).replace("\\\n", "").split("\n", -1)) {
                List<String> words = words(example);
                try {
                    if (words.contains("mergesweep")) {
                        all.parseArgs(words.subList(words.indexOf("mergesweep") + 1, words.size())
                                .toArray(String[]::new));
                    }
                } catch (CommandLine.ParameterException e) {
                    wrong.add(example + ": " + e.getMessage());
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    /** As a shell takes them apart, up to a comment or where the output goes. */
    private static List<String> words(String example) {
        return Arrays.stream(example.formatted().strip().split(" +", -1))
                .takeWhile(word -> !word.equals("#") && !word.equals(">"))
                .toList();
    }
}
