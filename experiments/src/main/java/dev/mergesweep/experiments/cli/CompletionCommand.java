package dev.mergesweep.experiments.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script with which Bash and Zsh complete commands, options and files.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  # in this shell",
            "  source <(mergesweep completion)",
            "  # in every new one",
            "  mergesweep completion > ~/.local/share/bash-completion/completions/mergesweep"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Shells look for the part of a command behind its last slash. */
    private static final String NAME = "mergesweep";

    @Mixin
    private CommonOptions.Help help = new CommonOptions.Help();

    private final Console console;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(AutoComplete.bash(NAME, MergeSweep.commandLine(console)));
        console.out().flush();
        return ExitCode.OK;
    }
}
