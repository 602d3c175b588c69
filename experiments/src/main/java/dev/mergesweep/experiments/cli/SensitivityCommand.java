package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchBackward;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.slope.SlopePass;
import dev.mergesweep.evaluator.slope.Slopes;
import dev.mergesweep.merger.Merge;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.Experiment;
import dev.mergesweep.sweep.RunOptions;
import dev.mergesweep.sweep.Sweep;
import dev.mergesweep.sweep.candidate.RecipeWithT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where t matters, and which way it should go. */
@Command(
        name = "sensitivity",
        description =
                "d nats / d t of every tensor of a merge, from one pass forward and back: where t matters, and which way it should go.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  mergesweep sensitivity recipe.yaml --text stories.jsonl sums.jsonl",
            "  # t = 0.3 everywhere",
            "  mergesweep sensitivity recipe.yaml --at 0.3 --text stories.jsonl",
            "  # its texts; t = 0.5 everywhere",
            "  mergesweep sensitivity experiment.yaml"
        })
final class SensitivityCommand implements Callable<Integer> {
    private static final double MIDDLE = 0.5;

    @Parameters(paramLabel = "RECIPE|EXPERIMENT", description = "mergekit recipe, or experiment file (YAML).")
    private Path subject = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "T",
            description = "One t for every tensor (default: the recipe's own; of an experiment 0.5).")
    private @Nullable Double at;

    @Option(names = "--tensors", paramLabel = "N", description = "Tensors to list, the steepest first (default: 20).")
    private int tensors = 20;

    @Mixin
    private final TextOptions reading = new TextOptions();

    @Mixin
    private final CommonOptions.Output output = new CommonOptions.Output();

    @Mixin
    private final CommonOptions.Merging merging = new CommonOptions.Merging();

    @Mixin
    private final CommonOptions.Computing computing = new CommonOptions.Computing();

    @Spec
    private CommandSpec spec;

    private final Console console;

    SensitivityCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (at != null && !Double.isFinite(at)) {
            throw new ParameterException(spec.commandLine(), "--at takes a finite number");
        }
        Compute compute = compute();
        if (Files.isDirectory(subject)) {
            throw new InputException(
                    Place.of(subject.toString()),
                    "is a folder; a checkpoint has no t",
                    "Give a recipe or an experiment");
        }
        if (FileKind.of(subject) == FileKind.EXPERIMENT) {
            ofExperiment(compute);
        } else {
            ofRecipe(compute);
        }
        return ExitCode.OK;
    }

    private Compute compute() {
        if (computing.compute.equals("bfloat16")) {
            throw new InputException(Place.of("--compute"), "slopes are computed in float32", "Leave it out");
        }
        return new Compute(
                Compute.Type.FLOAT32, computing.device, computing.compute().threads());
    }

    private void ofExperiment(Compute compute) {
        if (!reading.texts.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--text goes with a recipe; an experiment names its own texts");
        }
        RunOptions options = new RunOptions(
                "float32",
                computing.device,
                computing.threads(),
                merging.numerics,
                merging.strictness(),
                null,
                null,
                false);
        Sweep sweep = Sweep.open(Experiment.read(subject), options);
        double t = at == null ? MIDDLE : at;
        take(sweep.uniform(t), sweep.prepared(), sweep.searched(), compute);
    }

    private void ofRecipe(Compute compute) throws IOException {
        if (reading.texts.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Give --text");
        }
        Merge.RecipeText text = Merge.RecipeText.read(subject);
        Merge merge = FileKind.RECIPE.read(subject, () -> Merge.open(text, merging.manner()));
        if (at != null) {
            merge = Merge.open(RecipeWithT.of(text, at), merging.manner());
        }
        try (Subject scored = Subject.of(merge)) {
            PreparedTexts prepared = reading.texts(null)
                    .prepare(
                            reading.protocol(
                                    scored.tensors().config(),
                                    spec.commandLine(),
                                    warning -> console.say(output, "warning: %s", warning)),
                            scored);
            take(merge.tensors(), prepared, Split.ALL, compute);
            console.warn(output, merge.warnings());
        }
    }

    /** @param side of the texts that is read */
    private void take(MergedTensors merged, PreparedTexts texts, Split side, Compute compute) {
        if (merged.tangents().headers().isEmpty()) {
            throw new InputException(
                    Place.of(subject.toString()),
                    "no tensor of this merge has a t",
                    "Use merge_method slerp, or linear with two models");
        }
        try (TorchBackward backward = TorchBackward.open(merged, compute);
                ProgressLine line = new ProgressLine(console, output)) {
            Slopes slopes = new SlopePass(backward, line.pass("taking slopes")).of(merged, texts, texts.packs(side));
            line.close();
            Sensitivity found = new Sensitivity(merged.tangents().schedule(), slopes);
            if (output.json) {
                console.out().println(Json.pretty(SensitivityJson.of(subject.toString(), texts.protocol(), found)));
            } else {
                console.out().print(SensitivityText.of(found, tensors));
            }
            console.out().flush();
        }
    }
}
