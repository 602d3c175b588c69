package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.kernel.MergedTensors;
import dev.mergesweep.merger.plan.Parent;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.candidate.CandidateMaker;
import dev.mergesweep.sweep.candidate.Expansion;
import dev.mergesweep.sweep.candidate.Models;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.space.Space;
import dev.mergesweep.sweep.tree.Units;
import dev.mergesweep.sweep.tree.Units.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An experiment with its checkpoints and texts opened, ready to be planned and run.
 *
 * <pre>{@code
 * Sweep sweep = Sweep.open(Experiment.read(file), RunOptions.defaults());
 * System.out.println(sweep.plan().distinct());
 * RunOutcome outcome = sweep.run(RunProgress.SILENT);
 * }</pre>
 */
public final class Sweep {
    private final Experiment experiment;
    private final RunOptions options;
    private final CandidateMaker maker;
    private final List<Candidate> permanent;
    private final Texts texts;
    private final Engines engines;

    private Sweep(
            Experiment experiment,
            RunOptions options,
            CandidateMaker maker,
            List<Candidate> permanent,
            Texts texts) {
        this.experiment = experiment;
        this.options = options;
        this.maker = maker;
        this.permanent = permanent;
        this.texts = texts;
        this.engines = source -> open(source, compute(experiment, options));
    }

    private static Forward open(TensorSource source, Compute compute) {
        return TorchForward.open(source, compute);
    }

    private static Compute compute(Experiment experiment, RunOptions options) {
        String asked = options.compute() == null ? experiment.evaluate().compute() : options.compute();
        return Compute.of(asked, options.device(), options.threads());
    }

    /**
     * Opens what an experiment names: models, tokenizer, texts. Nothing is written.
     *
     * @throws InputException with what is wrong with any of them
     */
    public static Sweep open(Experiment experiment, RunOptions options) {
        Models models = new Models();
        CandidateMaker maker = new CandidateMaker(
                experiment.space(),
                models,
                plan -> MergedTensors.of(plan, options.numerics()),
                options.strictness());
        List<Candidate> permanent = new ArrayList<>();
        Point example = experiment.space().points().findFirst().orElse(null);
        if (example != null) {
            permanent.addAll(maker.baselines(example));
        } else if (!experiment.space().templates().isEmpty()) {
            throw Experiment.problem(
                    Place.of(experiment.source().file().toString()), "when", "no candidate is left", "Loosen the constraints");
        }
        for (Experiment.Checkpoint checkpoint : experiment.checkpoints()) {
            permanent.add(maker.checkpoint(checkpoint.name(), experiment.source().folder(), checkpoint.path()));
        }
        TensorSource first = permanent.getFirst().tensors();
        Path tokenizer = folder(experiment, maker, example, models);
        return new Sweep(experiment, options, maker, permanent, Texts.read(experiment, tokenizer, first.config()));
    }

    /** Everyone is scored with the tokenizer of the base model. */
    private static Path folder(Experiment experiment, CandidateMaker maker, @Nullable Point example, Models models) {
        if (example != null) {
            return maker.parents(example).getFirst().folder();
        }
        Experiment.Checkpoint first = experiment.checkpoints().getFirst();
        return models.checkpoint(experiment.source().folder(), first.path()).folder();
    }
}
