package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.sweep.RunOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code plan} and {@code run} are told beside the experiment. */
final class SweepOptions {
    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "Folder of the run (default: what the experiment says, else runs/NAME beside it).")
    private @Nullable Path run;

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description = "A file of scores that several runs share: what is in it is not scored again.")
    private @Nullable Path scores;

    @Option(
            names = "--reuse",
            description =
                    "Take over a folder that holds a run of another version of the experiment; scores that are still valid are used.")
    private boolean reuse;

    @Mixin
    private CommonOptions.Merging merging = new CommonOptions.Merging();

    @Mixin
    private CommonOptions.Computing computing = new CommonOptions.Computing();

    RunOptions options() {
        // Asked for first, so that a wrong type is told before anything is opened.
        Compute.requireType(computing.compute);
        return new RunOptions(
                computing.compute,
                computing.device,
                computing.threads(),
                merging.numerics,
                merging.strictness(),
                run,
                scores,
                reuse);
    }
}
