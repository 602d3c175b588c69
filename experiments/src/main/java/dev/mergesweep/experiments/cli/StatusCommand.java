package dev.mergesweep.experiments.cli;

import dev.mergesweep.sweep.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How far a run is. */
@Command(
        name = "status",
        description = "Say how far a run is, also while another process works on it.",
        footerHeading = "%nExamples:%n",
        footer = {"  mergesweep status runs/quickstart", "  mergesweep status runs/quickstart --watch"})
final class StatusCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Parameters(paramLabel = "RUN", description = "Folder of a run.")
    private Path run = Path.of("");

    @Option(names = "--watch", description = "A line every two seconds, until the run ends.")
    private boolean watch;

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunStatus status = RunStatus.read(run);
        print(status);
        while (watch && status.state() == RunStatus.State.RUNNING) {
            Thread.sleep(PAUSE);
            status = RunStatus.read(run);
            print(status);
        }
        return ExitCode.OK;
    }

    private void print(RunStatus status) {
        console.out().println(output.json ? Json.pretty(json(status)) : line(status));
        console.out().flush();
    }

    private static String line(RunStatus status) {
        String state = switch (status.state()) {
            case RUNNING -> "running (process %d)".formatted(status.process());
            case STOPPED -> "stopped: the same run command goes on";
            case FINISHED -> "finished";
        };
        String end = status.secondsLeft() < 0
                ? ""
                : ", expected end at "
                        + LocalTime.now(ZoneId.systemDefault())
                                .plusSeconds((long) status.secondsLeft())
                                .format(DateTimeFormatter.ISO_LOCAL_TIME.withLocale(Locale.ROOT))
                                .substring(0, 8);
        return String.format(
                Locale.ROOT,
                "%s  %d of %d scores%s, %d candidates, %d stopped early, %d failed, %s%s",
                state,
                status.scores().scored(),
                status.scores().all(),
                status.scores().leftOut() == 0
                        ? ""
                        : " (%d left out)".formatted(status.scores().leftOut()),
                status.candidates(),
                status.dropped(),
                status.failed(),
                spent(status),
                end);
    }

    private static String spent(RunStatus status) {
        boolean finished = status.state() == RunStatus.State.FINISHED;
        return String.format(Locale.ROOT, finished ? "in %.0f s" : "%.0f s so far", status.seconds());
    }

    private static ObjectNode json(RunStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("state", status.state().name().toLowerCase(Locale.ROOT));
        json.put("scored", status.scores().scored())
                .put("left_out", status.scores().leftOut())
                .put("all", status.scores().all());
        json.put("candidates", status.candidates())
                .put("dropped", status.dropped())
                .put("failed", status.failed());
        json.put("seconds", status.seconds());
        if (status.secondsLeft() < 0) {
            json.putNull("seconds_left");
        } else {
            json.put("seconds_left", status.secondsLeft());
        }
        return status.process() < 0 ? json.putNull("process") : json.put("process", status.process());
    }
}
