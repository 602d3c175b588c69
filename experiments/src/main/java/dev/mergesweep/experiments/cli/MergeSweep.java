package dev.mergesweep.experiments.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "mergesweep",
        description = "Finds the best way to SLERP-merge two language models.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep run experiment.yaml               search for the best t, then write a report",
            "  mergesweep plan experiment.yaml              what that would do, without doing it",
            "  mergesweep merge recipe.yaml merged          merge as mergekit-yaml does",
            "  mergesweep evaluate merged --text test.jsonl perplexity, with its error bar",
            "",
            "mergesweep help COMMAND says more about a command."
        },
        subcommands = {
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
            HelpCommand.class
        })
public final class MergeSweep implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** The command line, ready to be run; tests give it their own writers. */
    static CommandLine commandLine(Console console) {
        CommandLine line = new CommandLine(new MergeSweep(), new CommandFactory(console));
        line.setOut(console.out());
        line.setErr(console.err());
        line.setExecutionExceptionHandler(new Failures(console));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setOverwrittenOptionsAllowed(false);
        return line;
    }

    public static void main(String[] arguments) {
        Console console = Console.system();
        int code = execute(console, arguments);
        console.err().flush();
        if (console.out().checkError()) {
            console.err().println("error: standard output cannot be written. Is its disk full?");
            code = ExitCode.FAILED;
        }
        System.exit(code);
    }

    /** What picocli lets through: no memory, a native library that cannot be loaded. */
    private static int execute(Console console, String... arguments) {
        try {
            return commandLine(console).execute(arguments);
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
