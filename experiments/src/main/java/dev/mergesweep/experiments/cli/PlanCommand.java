package dev.mergesweep.experiments.cli;

import dev.mergesweep.sweep.Experiment;
import dev.mergesweep.sweep.Sweep;
import dev.mergesweep.sweep.SweepPlan;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a run would do. */
@Command(
        name = "plan",
        description = "Expand an experiment and say what running it would take. Scores nothing, writes nothing.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep plan experiments/quickstart/experiment.yaml",
            "  mergesweep plan experiment.yaml --candidates    every candidate with its axes"
        })
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "EXPERIMENT", description = "Experiment file (YAML).")
    private Path experiment = Path.of("");

    @Option(names = "--candidates", description = "List every candidate with its axis values.")
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
    public Integer call() {
        SweepPlan plan =
                Sweep.open(Experiment.read(experiment), sweep.options()).plan();
        if (output.json) {
            console.out().println(Json.pretty(PlanText.json(plan)));
        } else {
            PlanText.lines(plan, candidates).forEach(console.out()::println);
            plan.warnings().forEach(warning -> console.say(output, "warning: %s", warning));
        }
        console.out().flush();
        return ExitCode.OK;
    }
}
