package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.merger.Numerics;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.sweep.store.RunHead;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says beside the experiment.
 *
 * @param compute {@code auto}, {@code float32}, {@code bfloat16}; null or {@code auto}: as the experiment says
 * @param device {@code auto}, {@code cpu}, {@code gpu}, {@code gpu:1}
 * @param threads packs computed side by side; 0: one a core
 * @param run folder of the run; null: as the experiment says
 * @param scores file of scores that several runs share; null: none
 * @param reuse whether a folder that holds a run of another experiment is taken over; its scores that are still valid are used
 */
public record RunOptions(
        @Nullable String compute,
        String device,
        int threads,
        Numerics numerics,
        Strictness strictness,
        @Nullable Path run,
        @Nullable Path scores,
        boolean reuse) {

    /** What the forward pass runs on. */
    Compute compute(Experiment experiment) {
        String type = compute == null || compute.equals(Compute.AUTO)
                ? experiment.evaluate().compute()
                : compute;
        return Compute.of(type, device, threads);
    }

    /** What a run's store keeps of them, to open it again as it ran. */
    RunHead.Origin origin(Experiment experiment) {
        return new RunHead.Origin(
                experiment.source().file().toAbsolutePath().normalize().toString(),
                compute(experiment).type().word(),
                device,
                numerics.name().toLowerCase(Locale.ROOT),
                strictness == Strictness.LENIENT);
    }

    /** The options that a run was made with. */
    static RunOptions of(RunHead.Origin origin) {
        return new RunOptions(
                origin.compute(),
                origin.device(),
                0,
                Numerics.valueOf(origin.numerics().toUpperCase(Locale.ROOT)),
                origin.lenient() ? Strictness.LENIENT : Strictness.STRICT,
                null,
                null,
                false);
    }

    /** What a command without options does. */
    public static RunOptions defaults() {
        return new RunOptions(null, "auto", 0, Numerics.EXACT, Strictness.STRICT, null, null, false);
    }

    public RunOptions withRun(Path folder) {
        return new RunOptions(compute, device, threads, numerics, strictness, folder, scores, reuse);
    }

    public RunOptions withThreads(int count) {
        return new RunOptions(compute, device, count, numerics, strictness, run, scores, reuse);
    }

    public RunOptions withScores(Path file) {
        return new RunOptions(compute, device, threads, numerics, strictness, run, file, reuse);
    }

    public RunOptions withReuse() {
        return new RunOptions(compute, device, threads, numerics, strictness, run, scores, true);
    }
}
