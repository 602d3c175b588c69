package dev.mergesweep.experiments.cli;

import dev.mergesweep.merger.yaml.Hint;
import dev.mergesweep.reports.format.Format;
import dev.mergesweep.reports.format.ReportFiles;
import dev.mergesweep.reports.live.LiveReport;
import dev.mergesweep.reports.live.LiveServer;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.RankingJson;
import dev.mergesweep.reports.ranking.RankingText;
import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.reports.report.StoredEvidence;
import dev.mergesweep.sweep.Experiment;
import dev.mergesweep.sweep.RunOutcome;
import dev.mergesweep.sweep.Sweep;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores all candidates, ranks them and writes the report. */
@Command(
        name = "run",
        description =
                "Merge and score every candidate of an experiment in memory, rank them, write a report. Started again, it goes on where it was.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep run experiments/quickstart/experiment.yaml",
            "  mergesweep run experiment.yaml --run runs/second --threads 8",
            "  mergesweep run experiment.yaml --json > ranking.json",
            "  # watch the report grow in a browser",
            "  mergesweep run experiment.yaml --serve"
        })
final class RunCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Parameters(paramLabel = "EXPERIMENT", description = "Experiment file (YAML).")
    private Path experiment = Path.of("");

    @Option(
            names = "--serve",
            paramLabel = "PORT",
            arity = "0..1",
            fallbackValue = "0",
            preprocessor = OnlyAttached.class,
            description =
                    "Show the report on this machine as a live page while the run goes on (--serve: any free port; --serve=8080: that one).")
    private @Nullable Integer port;

    @Mixin
    private SweepOptions sweep = new SweepOptions();

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    @Spec
    private CommandSpec spec;

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Sweep opened =
                Sweep.open(FileKind.EXPERIMENT.read(experiment, () -> Experiment.read(experiment)), sweep.options());
        LiveReport live = new LiveReport(opened.folder(), opened.experiment().name());
        if (port == null) {
            return run(opened, live);
        }
        try (LiveServer server = LiveServer.start(live, port)) {
            // Who asked for the page needs its address, also with --quiet.
            console.err().println("live report: " + server.address());
            console.err().flush();
            return run(opened, live);
        }
    }

    private int run(Sweep opened, LiveReport live) throws IOException {
        RunOutcome outcome = score(opened, live);
        if (!outcome.finished()) {
            return ExitCode.INTERRUPTED;
        }
        if (outcome.newScores() == 0) {
            console.say(output, "All is done: every score was there already.");
        }
        StoredRun run = StoredRun.read(outcome.folder());
        Evidence evidence = StoredEvidence.of(run, List.of());
        List<Path> files = ReportFiles.write(evidence, Format.USUAL, outcome.folder());
        live.finish();
        print(evidence.ranking(), files);
        if (outcome.failed() > 0) {
            console.say(output, "warning: %d candidate(s) failed; the report says why", outcome.failed());
        }
        return outcome.scored() == 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    private RunOutcome score(Sweep opened, LiveReport live) throws IOException {
        try (Interruption interruption = new Interruption(this::sayHowToGoOn);
                RunProgressLine progress = new RunProgressLine(console, output, interruption, live::hear)) {
            return opened.run(progress);
        }
    }

    private void sayHowToGoOn() {
        // With its options: without --run it would begin another run.
        Object[] arguments =
                spec.root().commandLine().getParseResult().originalArgs().toArray();
        console.say(output, "%nStopped. Every score so far is kept; the same command goes on: %s", Hint.of(arguments));
    }

    private void print(Ranking ranking, List<Path> files) {
        if (output.json) {
            console.out().print(RankingJson.text(ranking));
        } else {
            console.out().print(RankingText.of(ranking, SHOWN));
            console.out().println("report: " + files.getFirst());
        }
        console.out().flush();
    }
}
