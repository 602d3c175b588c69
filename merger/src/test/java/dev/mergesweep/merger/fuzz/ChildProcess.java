package dev.mergesweep.merger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program on this class path in a process of its own, so that an abort of the Java machine is a failed test. */
public final class ChildProcess {
    private ChildProcess() {}

    /**
     * Runs it to its end.
     *
     * @param folder takes what it prints
     * @param limit after which it is ended from outside
     * @return what it printed, after it ended with 0
     */
    public static String run(Class<?> program, Path folder, Duration limit, Object... arguments)
            throws IOException, InterruptedException {
        Path printed = folder.resolve("printed.txt");
        Process process = start(program, printed, arguments);
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly().waitFor();
        String output = Files.readString(printed);
        assertThat(ended).as("ended within %s: %s", limit, output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static Process start(Class<?> program, Path printed, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }
}
