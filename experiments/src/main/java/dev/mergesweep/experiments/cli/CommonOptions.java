package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.merger.Merge;
import dev.mergesweep.merger.Numerics;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Strictness;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that more than one command takes, in the groups in which they make sense together. */
final class CommonOptions {

    /** What every command answers. picocli's own mixin of these looks for Groovy in every jar, at every start. */
    static class Help {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help message and exit.")
        boolean help;

        @Option(
                names = {"-V", "--version"},
                versionHelp = true,
                description = "Print version information and exit.")
        boolean version;
    }

    /** How a command speaks. */
    static final class Output extends Help {
        @Option(names = "--json", description = "Print one JSON document on standard output and nothing else there.")
        boolean json;

        @Option(names = "--quiet", description = "No progress and no warnings.")
        boolean quiet;

        @Option(names = "--verbose", description = "Say more; show the stack trace of a failure.")
        boolean verbose;

        @Option(names = "--no-color", description = "No colours on a terminal (also: NO_COLOR in the environment).")
        boolean noColor;
    }

    /** How recipes are read and tensors are merged. */
    static final class Merging {
        @Option(
                names = "--numerics",
                paramLabel = "exact|mergekit",
                defaultValue = "exact",
                description =
                        "exact: reductions in double, equal bits on every machine (default). mergekit: its float32 reductions, for parity with its files.")
        Numerics numerics = Numerics.EXACT;

        @Option(
                names = "--lenient",
                description = "Warn, and do what mergekit does, where a recipe would otherwise be refused.")
        boolean lenient;

        Merge.Manner manner() {
            return new Merge.Manner(numerics, strictness());
        }

        Strictness strictness() {
            return lenient ? Strictness.LENIENT : Strictness.STRICT;
        }
    }

    /** Where and how the forward pass runs. */
    static final class Computing {
        @Option(
                names = "--threads",
                paramLabel = "N",
                description = "Worker threads (default: one a core). No score depends on it.")
        private @Nullable Integer threads;

        @Option(
                names = "--device",
                paramLabel = "cpu|gpu|gpu:N|auto",
                defaultValue = "auto",
                description = "Where the forward pass runs (default: auto).")
        String device = "auto";

        @Option(
                names = "--compute",
                paramLabel = "auto|float32|bfloat16",
                defaultValue = "auto",
                description =
                        "Element type of the forward pass (default: auto, which is float32 on a CPU and bfloat16 on a GPU).")
        String compute = "auto";

        /** What the forward pass runs on. @throws InputException where it is not there */
        Compute compute() {
            return Compute.of(compute, device, threads());
        }

        /** Worker threads; 0: one a core. @throws InputException where none at all are asked for */
        int threads() {
            if (threads == null) {
                return 0;
            }
            if (threads < 1) {
                throw new InputException(Place.of("--threads"), threads + " is no number of threads", "Use 1 or more");
            }
            return threads;
        }
    }

    private CommonOptions() {}
}
