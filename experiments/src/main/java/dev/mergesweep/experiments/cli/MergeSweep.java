package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.WarmUp;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "mergesweep",
        description = "Finds the best way to SLERP-merge two language models.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  # search for the best t, then write a report",
            "  mergesweep run experiment.yaml",
            "  # what that would do, without doing it",
            "  mergesweep plan experiment.yaml",
            "  # merge as mergekit-yaml does",
            "  mergesweep merge recipe.yaml merged",
            "  # perplexity, with its error bar",
            "  mergesweep evaluate merged --text test.jsonl",
            "",
            "mergesweep help COMMAND says more about a command."
        })
public final class MergeSweep implements Runnable {
    /** In the order of the help; {@code MergeCommand} is {@code merge}. */
    private static final List<Class<?>> COMMANDS = List.of(
            PlanCommand.class,
            RunCommand.class,
            StatusCommand.class,
            ReportCommand.class,
            ScoresCommand.class,
            RankCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            MergeCommand.class,
            EvaluateCommand.class,
            SensitivityCommand.class,
            ValidateCommand.class,
            VerifyCommand.class,
            ExportCommand.class,
            CompletionCommand.class,
            HelpCommand.class);

    /** Compute all tensors of a model. */
    private static final List<String> MERGES = List.of("merge", "verify");

    /** Leave no thread behind. */
    private static final List<String> QUICK = List.of("merge", "verify", "explain", "rank");

    @Mixin
    private CommonOptions.Help help = new CommonOptions.Help();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /**
     * The command line, ready to be run; tests give it their own writers.
     *
     * @param arguments where they begin with a command's name, no other command is set up: looking at all of them takes longer than most
     *     commands do
     */
    static CommandLine commandLine(Console console, String... arguments) {
        CommandLine line = new CommandLine(new MergeSweep(), new CommandFactory(console));
        commands(arguments).forEach(line::addSubcommand);
        line.getCommandSpec().versionProvider(new Version());
        line.setCommandName(console.program());
        footersAsTheyAre(line, console);
        line.setOut(console.out());
        line.setErr(console.err());
        line.setParameterExceptionHandler(new WrongUsage(console));
        line.setExecutionExceptionHandler(new Failures(console));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setOverwrittenOptionsAllowed(false);
        return line;
    }

    /** Examples, too, are to be pasted: no line of theirs is broken, however long the program's name makes it. */
    private static void footersAsTheyAre(CommandLine line, Console console) {
        Map<String, IHelpSectionRenderer> sections = new HashMap<>(line.getHelpSectionMap());
        sections.put(
                UsageMessageSpec.SECTION_KEY_FOOTER,
                help -> Stream.of(help.commandSpec().usageMessage().footer())
                        .map(text -> console.pasteable(text.formatted()) + System.lineSeparator())
                        .collect(Collectors.joining()));
        line.setHelpSectionMap(sections);
    }

    private static List<Class<?>> commands(String... arguments) {
        String name = arguments.length == 0 ? "" : arguments[0] + "Command";
        return COMMANDS.stream()
                .filter(command ->
                        command != HelpCommand.class && command.getSimpleName().equalsIgnoreCase(name))
                .findFirst()
                .map(List::<Class<?>>of)
                .orElse(COMMANDS);
    }

    public static void main(String[] arguments) {
        if (arguments.length > 0 && MERGES.contains(arguments[0])) {
            WarmUp.begin();
        }
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        Console console = Console.system(output);
        int code = execute(console, arguments);
        console.err().flush();
        if (console.out().checkError()) {
            console.err().print(output.told().isEmpty() ? "" : output.told() + System.lineSeparator());
            console.err().flush();
            code = ExitCode.FAILED;
        }
        // Java looks in all jars for somebody to tell of an exit: a tenth of a small merge.
        if (code != ExitCode.OK || arguments.length == 0 || !QUICK.contains(arguments[0])) {
            System.exit(code);
        }
    }

    /** What picocli lets through: no memory, a native library that cannot be loaded. */
    static int execute(Console console, String... arguments) {
        try {
            return MergeCommand.isPlain(arguments)
                    ? MergeCommand.plain(console, arguments)
                    : commandLine(console, arguments).execute(arguments);
        } catch (Error e) {
            console.err()
                    .println("error: " + (e.getMessage() == null ? e.getClass().getSimpleName() : e));
            if (List.of(arguments).contains("--verbose")) {
                e.printStackTrace(console.err());
            }
            return ExitCode.FAILED;
        }
    }
}
