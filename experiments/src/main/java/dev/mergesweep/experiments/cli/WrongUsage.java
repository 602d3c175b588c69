package dev.mergesweep.experiments.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line and where help is: a page of options would hide it. */
final class WrongUsage implements IParameterExceptionHandler {
    private final Console console;

    WrongUsage(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(console.marked(
                "error: " + failure.getMessage(), List.of(arguments).contains("--no-color")));
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.WRONG_INPUT;
    }
}
