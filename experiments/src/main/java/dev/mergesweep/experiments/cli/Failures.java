package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.yaml.DiskReason;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.sweep.store.StoreFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns whatever a command throws into a sentence and an exit code. A stack trace is shown with {@code --verbose} only. */
final class Failures implements IExecutionExceptionHandler {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        ParseResult given = parsed;
        while (given.hasSubcommand()) {
            given = given.subcommand();
        }
        return told(
                failure, command.getErr(), given.hasMatchedOption("--no-color"), given.hasMatchedOption("--verbose"));
    }

    /** @param plain without colours @param verbose with the stack trace @return the exit code */
    int told(Exception failure, PrintWriter err, boolean plain, boolean verbose) {
        List<String> told = failure instanceof InputException input
                ? input.problems().stream().map(Object::toString).toList()
                : List.of(sentence(failure));
        told.forEach(each -> err.println(console.marked("error: " + each, plain)));
        if (verbose) {
            failure.printStackTrace(err);
        } else if (!expected(failure)) {
            err.println("This should not have happened. Run it again with --verbose to see where.");
        }
        err.flush();
        return failure instanceof InputException ? ExitCode.WRONG_INPUT : ExitCode.FAILED;
    }

    private static boolean expected(Exception failure) {
        return failure instanceof InputException
                || failure instanceof StoreFailure
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
    }

    static String sentence(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException unchecked when unchecked.getCause() != null -> sentence(unchecked.getCause());
            case AccessDeniedException denied ->
                denied.getFile() + ": " + DiskReason.of(denied) + ". Check its permissions";
            case FileSystemException other -> other.getFile() + ": " + DiskReason.of(other);
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
