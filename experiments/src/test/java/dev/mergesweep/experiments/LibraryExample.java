package dev.mergesweep.experiments;

import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.evaluator.Evaluator;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.corpus.Corpus;
import dev.mergesweep.evaluator.corpus.TextFile;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.merger.Merge;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.RankingText;
import dev.mergesweep.reports.ranking.StoredContest;
import dev.mergesweep.sweep.Experiment;
import dev.mergesweep.sweep.RunOptions;
import dev.mergesweep.sweep.RunProgress;
import dev.mergesweep.sweep.Sweep;
import dev.mergesweep.sweep.store.StoredRun;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The README's "As a library", kept true by its test. */
record LibraryExample(Path models, Path texts) {

    /** Nats a token of the merge at t, which is never written. */
    double score(double t) throws IOException {
        Checkpoint stories = Checkpoint.open(models.resolve("stories"));
        Checkpoint sums = Checkpoint.open(models.resolve("sums"));
        String recipe = """
                merge_method: slerp
                base_model: %1$s
                models: [{model: %1$s}, {model: %2$s}]
                parameters: {t: %3$s}
                dtype: bfloat16
                """.formatted(stories.folder(), sums.folder(), t);
        TensorSource merged = Merge.open(new Merge.RecipeText("mine", recipe, models), Merge.Manner.DEFAULT)
                .tensors();
        List<Domain> domains = new Corpus(List.of(texts), InputStream.nullInputStream())
                .read(List.of(new TextFile("stories", "stories.jsonl", "text", 20)));
        try (Tokenizer tokenizer = Tokenizer.open(stories.folder());
                TorchForward forward = TorchForward.open(merged, new Compute(Compute.Type.FLOAT32, "cpu", 2))) {
            Protocol protocol = Protocol.of("documents", 512, 0, Bos.AUTO);
            PreparedTexts prepared = Preparation.prepare(protocol, tokenizer, domains, 0);
            return new Evaluator(forward, Progress.SILENT)
                    .evaluate(merged, prepared)
                    .domains()
                    .getFirst()
                    .estimate()
                    .mean();
        }
    }

    /** Runs an experiment, or goes on with it, ranks what it scored, and prints the ranking. */
    static void sweep(Path experiment, Path run, PrintStream out) throws IOException {
        Sweep sweep =
                Sweep.open(Experiment.read(experiment), RunOptions.defaults().withRun(run));
        sweep.run(RunProgress.SILENT);
        Ranking ranking = StoredContest.of(StoredRun.read(run), List.of()).rank();
        out.print(RankingText.of(ranking, 10));
    }
}
