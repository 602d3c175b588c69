package dev.mergesweep.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    @DisplayName("a merge without options fails and merges as one with options does, though nothing parses it")
    void plainMerge(@TempDir Path folder) throws IOException {
        String[] missing = {"merge", "no-such.yaml", folder.resolve("x").toString()};
        assertThat(MergeCommand.isPlain(missing)).isTrue();
        int code = MergeSweep.execute(console, missing);
        String plain = said.toString();
        said.getBuffer().setLength(0);
        assertThat(MergeSweep.commandLine(console, missing).execute(missing)).isEqualTo(code);
        assertThat(said.toString()).isEqualTo(plain).startsWith("error: no-such.yaml");

        String recipe = Path.of("quickstart", "recipe.yaml").toString();
        String[] one = {"merge", recipe, folder.resolve("one").toString()};
        String[] other = {"merge", recipe, folder.resolve("other").toString()};
        assertThat(MergeSweep.execute(console, one)).isEqualTo(ExitCode.OK);
        assertThat(MergeSweep.commandLine(console, other).execute(other)).isEqualTo(ExitCode.OK);
        for (String file : List.of("model.safetensors", "merge.json", "config.json", "tokenizer.json")) {
            assertThat(folder.resolve("one").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("other").resolve(file));
        }
    }

    @Test
    @DisplayName("merge is parsed as soon as there is more than a recipe and a folder")
    void notPlain() {
        assertThat(MergeCommand.isPlain("merge", "a.yaml")).isFalse();
        assertThat(MergeCommand.isPlain("merge", "a.yaml", "--help")).isFalse();
        assertThat(MergeCommand.isPlain("merge", "@arguments", "out")).isFalse();
        assertThat(MergeCommand.isPlain("merge", "a.yaml", "out", "--json")).isFalse();
        assertThat(MergeCommand.isPlain("explain", "a.yaml", "out")).isFalse();
    }

    @Test
    @DisplayName("a wrong command line is answered in two lines: what is wrong, and what is like it or where help is")
    void wrongUsage() {
        assertThat(answer("merg", "a.yaml")).isEqualTo("""
                error: Unmatched arguments from index 0: 'merg', 'a.yaml'
                Did you mean: mergesweep merge or mergesweep verify?
                """);
        assertThat(answer("merge", "a.yaml", "--json")).isEqualTo("""
                error: Missing required parameter: 'OUT'
                Help: mergesweep merge --help
                """);
        assertThat(answer("rank", "--wieghts", "de=2", "scores.csv")).isEqualTo("""
                error: Unknown options: '--wieghts', 'scores.csv'
                Help: mergesweep rank --help
                """);
    }

    @Test
    @DisplayName("no example is broken where the program's name makes it long, nor taken for a format")
    void longName() {
        StringWriter told = new StringWriter();
        Console launched = new Console(
                new PrintWriter(told), new PrintWriter(told), false, "/a/long/way/to/100%/mergesweep", Map.of());
        CommandLine all = MergeSweep.commandLine(launched);
        all.getSubcommands().forEach((name, command) -> {
            told.getBuffer().setLength(0);
            command.usage(launched.out());
            assertThat(told.toString().lines())
                    .containsAll(
                            Stream.of(command.getCommandSpec().usageMessage().footer())
                                    .map(line -> launched.pasteable(line.formatted()))
                                    .toList());
        });
    }

    @Test
    @DisplayName("help and wrong usage name the program as it was called")
    void called() {
        StringWriter told = new StringWriter();
        Console launched =
                new Console(new PrintWriter(told), new PrintWriter(told), false, "experiments/mergesweep", Map.of());
        assertThat(MergeSweep.commandLine(launched).execute("merg", "a.yaml")).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(told.toString())
                .endsWith("Did you mean: experiments/mergesweep merge or experiments/mergesweep verify?\n");
        told.getBuffer().setLength(0);
        assertThat(MergeSweep.commandLine(launched).execute("help", "merge")).isEqualTo(ExitCode.OK);
        assertThat(told.toString().lines())
                .anyMatch(line -> line.startsWith("Usage: experiments/mergesweep merge "))
                .contains("  experiments/mergesweep merge recipe.yaml merged");
        told.getBuffer().setLength(0);
        assertThat(MergeSweep.commandLine(launched, "diff", "a").execute("diff", "a"))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(told.toString()).endsWith("Help: experiments/mergesweep diff --help\n");
    }

    private String answer(String... arguments) {
        said.getBuffer().setLength(0);
        assertThat(MergeSweep.commandLine(console, arguments).execute(arguments))
                .isEqualTo(ExitCode.WRONG_INPUT);
        return said.toString();
    }

    @Test
    @DisplayName(
            "examples of the help can be pasted: a line each of 80 columns, explained behind a #, with options that there are")
    void examples() {
        CommandLine all = MergeSweep.commandLine(console);
        List<String> wrong = new ArrayList<>();
        all.getSubcommands().forEach((name, command) -> {
            String[] lines = command.getCommandSpec().usageMessage().footer();
            assertThat(lines).filteredOn(line -> line.length() > 80).isEmpty();
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
