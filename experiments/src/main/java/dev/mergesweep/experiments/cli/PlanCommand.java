package dev.mergesweep.experiments.cli;

import dev.mergesweep.sweep.Experiment;
import dev.mergesweep.sweep.Sweep;
import dev.mergesweep.sweep.SweepPlan;
import dev.mergesweep.sweep.search.Landscape.Predicted;
import dev.mergesweep.sweep.search.Search;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What a run would do. */
@Command(
        name = "plan",
        description = "Expand an experiment and say what running it would take. Scores nothing, writes nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep plan experiments/quickstart/experiment.yaml",
            "  # every candidate with its axes",
            "  mergesweep plan experiment.yaml --candidates"
        })
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXPERIMENT", description = "Experiment file (YAML).")
    private Path experiment = Path.of("");

    @Option(
            names = "--candidates",
            description = "List every candidate with its axis values; for a map, what slopes predict for it.")
    private boolean candidates;

    @Mixin
    private SweepOptions sweep = new SweepOptions();

    @Mixin
    private CommonOptions.Output output = new CommonOptions.Output();

    private final Console console;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Experiment read = FileKind.EXPERIMENT.read(experiment, () -> Experiment.read(experiment));
        Sweep opened = Sweep.open(read, sweep.options());
        SweepPlan plan = opened.plan();
        if (output.json) {
            ObjectNode root = PlanText.json(plan);
            try (Stream<Predicted> points = opened.predicted()) {
                PredictionText.json(root, points.limit(SweepPlan.LISTED));
            }
            console.out().println(Json.pretty(root));
        } else {
            PlanText.lines(plan, candidates).forEach(console.out()::println);
            if (read.search().method() == Search.Method.MAP) {
                predictions(opened);
            }
            plan.warnings().forEach(warning -> console.say(output, "warning: %s", warning));
        }
        console.out().flush();
        return ExitCode.OK;
    }

    /** One line at a time: there may be a million. */
    private void predictions(Sweep opened) throws IOException {
        try (Stream<Predicted> points = opened.predicted()) {
            Stream<String> lines = candidates ? PredictionText.all(points) : PredictionText.best(points);
            lines.forEachOrdered(console.out()::println);
        }
    }
}
