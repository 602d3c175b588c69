package dev.mergesweep.sweep;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A run in a process of its own, which can be killed. */
final class SweepProcess {
    private final Process process;
    private final BufferedReader lines;

    private SweepProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static SweepProcess start(Path experiment) throws IOException {
        return start(experiment, false);
    }

    /** It works until its first stage and waits there for {@link #goOn}, however fast the machine is. */
    static SweepProcess startToFirstStage(Path experiment) throws IOException {
        SweepProcess started = start(experiment, true);
        while (!started.line().equals("stage")) {
            Thread.onSpinWait();
        }
        return started;
    }

    void goOn() throws IOException {
        process.getOutputStream().close();
    }

    private static SweepProcess start(Path experiment, boolean waits) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-Xmx1g", "-Doffline=true"));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SweepProcess.class.getName()));
        command.addAll(List.of(experiment.toString(), Boolean.toString(waits)));
        return new SweepProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** From now on no file may be written beyond so many bytes: a disk that is full, or reports errors. */
    void limitFiles(int bytes) throws IOException, InterruptedException {
        new ProcessBuilder("prlimit", "--pid", Long.toString(pid()), "--fsize=" + bytes)
                .start()
                .waitFor();
    }

    /** Ends it as a power cut would, after so many steps, unless it has ended by itself. @return whether it was killed */
    boolean kill(int steps) throws IOException, InterruptedException {
        for (int i = 0; i < steps; i++) {
            if (lines.readLine() == null) {
                return false;
            }
        }
        boolean alive = process.isAlive();
        process.destroyForcibly();
        process.waitFor();
        return alive;
    }

    /** Everything that it says until it ends. */
    List<String> finish() throws IOException, InterruptedException {
        List<String> said = lines.readAllLines();
        process.waitFor(1, TimeUnit.MINUTES);
        return said;
    }

    long pid() {
        return process.pid();
    }

    private String line() throws IOException {
        return Objects.requireNonNull(lines.readLine(), "it ended before its first stage");
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        AtomicBoolean waits = new AtomicBoolean(Boolean.parseBoolean(arguments[1]));
        try {
            Sweep sweep = Sweep.open(
                    Experiment.read(Path.of(arguments[0])),
                    RunOptions.defaults().withThreads(1));
            out.println("open");
            RunOutcome outcome = sweep.run(new RunProgress() {
                @Override
                public void event(String line) {
                    out.println(line);
                }

                @Override
                public void standing(Standing standing) {
                    out.println(standing.scores());
                }

                @Override
                public boolean stop() {
                    out.println("stage");
                    if (waits.getAndSet(false)) {
                        endOfInput();
                    }
                    return false;
                }
            });
            out.println("new " + outcome.newScores());
        } catch (RuntimeException e) {
            out.println(e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void endOfInput() {
        try {
            System.in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
