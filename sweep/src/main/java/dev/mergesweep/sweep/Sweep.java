package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.evaluator.EvaluatedDocument;
import dev.mergesweep.evaluator.Evaluator;
import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.merger.Angles;
import dev.mergesweep.merger.MergedTensors;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.plan.MergePlan;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problem;
import dev.mergesweep.sweep.candidate.Candidate;
import dev.mergesweep.sweep.candidate.CandidateMaker;
import dev.mergesweep.sweep.candidate.Models;
import dev.mergesweep.sweep.search.Landscape.Predicted;
import dev.mergesweep.sweep.space.Point;
import dev.mergesweep.sweep.store.RunHead;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An experiment with its checkpoints and texts opened, ready to be planned and run.
 *
 * <pre>{@code
 * Sweep sweep = Sweep.open(Experiment.read(file), RunOptions.defaults());
 * System.out.println(sweep.plan().count().distinct());
 * RunOutcome outcome = sweep.run(RunProgress.SILENT);
 * }</pre>
 *
 * @param maker makes candidates of the points of the experiment's space
 * @param permanent baselines and checkpoints: always scored, never dropped
 * @param engines opens the forward pass of a candidate
 */
public record Sweep(
        Experiment experiment,
        RunOptions options,
        CandidateMaker maker,
        List<Candidate> permanent,
        Texts texts,
        Engines engines) {
    public Sweep {
        permanent = List.copyOf(permanent);
    }

    /**
     * Opens what an experiment names: models, tokenizer, texts. Nothing is written.
     *
     * @throws InputException with what is wrong with any of them
     */
    public static Sweep open(Experiment experiment, RunOptions options) {
        return open(experiment, options, new TorchEngines(options.compute(experiment)));
    }

    static Sweep open(Experiment experiment, RunOptions options, Engines engines) {
        Models models = new Models();
        CandidateMaker maker = new CandidateMaker(experiment.space(), models, merger(options), options.strictness());
        List<Candidate> permanent = new ArrayList<>();
        Point example = example(experiment);
        if (example != null) {
            permanent.addAll(maker.baselines(example));
        }
        for (Experiment.Checkpoint checkpoint : experiment.checkpoints()) {
            permanent.add(
                    maker.checkpoint(checkpoint.name(), experiment.source().folder(), checkpoint.path()));
        }
        Texts texts = Texts.read(
                experiment,
                tokenizer(experiment, maker, example, models),
                permanent.getFirst().tensors().config());
        String against = new StandIns(permanent).of(experiment.rank().against());
        return new Sweep(experiment.rankedAgainst(against), options, maker, permanent, texts, engines);
    }

    /**
     * Opens a run's experiment again with the options that it ran with.
     *
     * @param folder of the run
     * @throws dev.mergesweep.sweep.store.StoreFailure where the folder holds no run
     * @throws InputException where something that the experiment names is gone
     */
    public static Sweep reopen(Path folder) throws IOException {
        RunHead.Origin origin = StoredRun.read(folder).head().origin();
        Experiment experiment = ExperimentReader.read(folder.resolve(RunFolder.EXPERIMENT), Path.of(origin.file()));
        return open(experiment, RunOptions.of(origin).withRun(folder));
    }

    /**
     * Scores one source of tensors on every document of every side, as the run scores its candidates: for the same tensors
     * the same bits. Nothing is stored.
     */
    public List<DocumentScore> score(TensorSource source) {
        try (Forward forward = engines.open(source)) {
            return new Evaluator(forward, Progress.SILENT)
                    .evaluate(source, texts.prepared()).domains().stream()
                            .flatMap(domain -> domain.documents().stream())
                            .map(EvaluatedDocument::score)
                            .toList();
        }
    }

    /**
     * The merge of the first candidate's recipe with one t everywhere.
     *
     * @throws InputException where the experiment has no recipe, or its method knows no t
     */
    public MergedTensors uniform(double t) {
        Point example = example(experiment);
        if (example != null && maker.uniform(example, t) instanceof MergedTensors merged) {
            return merged;
        }
        throw Experiment.problem(
                Place.of(experiment.source().file().toString()), "merge", "is missing: checkpoints have no t", "");
    }

    /** The texts, ready to be scored. */
    public PreparedTexts prepared() {
        return texts.prepared();
    }

    private static Function<MergePlan, TensorSource> merger(RunOptions options) {
        Angles angles = new Angles();
        return plan -> new MergedTensors("merge", plan, options.numerics(), options.strictness(), angles);
    }

    private static @Nullable Point example(Experiment experiment) {
        Point example = experiment.space().points().findFirst().orElse(null);
        if (example == null && !experiment.space().templates().isEmpty()) {
            Place place = Place.of(experiment.source().file().toString());
            throw Experiment.problem(place, "when", "leaves no candidate", "Loosen the constraints");
        }
        return example;
    }

    /** Everyone is scored with the tokenizer of the base model. */
    private static Path tokenizer(Experiment experiment, CandidateMaker maker, @Nullable Point example, Models models) {
        return example != null
                ? maker.parents(example).getFirst().folder()
                : models.checkpoint(
                                experiment.source().folder(),
                                experiment.checkpoints().getFirst().path())
                        .folder();
    }

    /** What a run would do. Scores nothing, writes nothing. */
    public SweepPlan plan() {
        return new Planner(this).plan();
    }

    /**
     * What every point of the space would score, by the slopes that its run has taken and the merges that it has scored; one at
     * a time, in the order of the points. None where there are no slopes yet. Scores nothing, writes nothing.
     */
    public Stream<Predicted> predicted() throws IOException {
        return new StoredPredictions(this).all();
    }

    /**
     * Scores the candidates, or goes on where an earlier run of the same experiment was stopped.
     *
     * @throws InputException where the folder holds another experiment's run
     * @throws dev.mergesweep.sweep.store.StoreFailure where the folder is in use or cannot be written
     */
    public RunOutcome run(RunProgress progress) throws IOException {
        return new Run(this, progress).execute();
    }

    /** Where the run's files go. */
    public Path folder() {
        Path chosen = options.run();
        return chosen == null ? experiment.run() : chosen;
    }

    /** Sentences on texts, recipes and checkpoints; those on recipes as far as candidates were made of them. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>(texts.warnings());
        maker.warnings().stream().map(Problem::toString).forEach(warnings::add);
        warnings.addAll(new StandIns(permanent).warnings());
        return warnings;
    }

    /** The parents' paths as written, the base first. */
    List<String> parents() {
        Point example = example(experiment);
        return example == null
                ? List.of()
                : maker.parents(example).stream()
                        .map(parent -> parent.reference().path())
                        .toList();
    }

    /** The side of the texts that searches read. */
    public Split searched() {
        return Split.sides(experiment.evaluate().confirm()).getFirst();
    }
}
