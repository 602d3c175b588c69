package dev.mergesweep.evaluator.validation;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.evaluator.Evaluator;
import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.evaluator.tokenizer.Tokens;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Runs the checkpoint. */
record ForwardChecks(Checkpoint checkpoint, Forward forward, Tokenizer tokenizer) {
    private static final int STEPS = 16;
    private static final String SAMPLE =
            "The river rises in the hills, and by the time it reaches the town it is wide and slow. "
                    + "People come here in the evening to sit on the wall, talk, and watch the boats.";

    List<Finding> findings() {
        PreparedTexts texts = Preparation.prepare(
                Protocol.of("documents", Protocol.defaultContext(checkpoint.config()), 0, Bos.AUTO),
                tokenizer,
                List.of(new Domain("sample", List.of(new Document("0", SAMPLE)))),
                0);
        double[] nats = new Evaluator(forward, Progress.SILENT)
                .evaluate(checkpoint, texts).domains().stream()
                        .flatMap(domain -> domain.documents().stream())
                        .flatMap(document -> document.windows().stream())
                        .flatMapToDouble(window -> Arrays.stream(window.nats()))
                        .toArray();
        long broken =
                Arrays.stream(nats).filter(value -> !Double.isFinite(value)).count();
        if (broken > 0) {
            return List.of(
                    Finding.fail(
                            Check.FORWARD,
                            String.format(
                                    Locale.ROOT,
                                    "%d of %d tokens of a plain English text score NaN or infinite",
                                    broken,
                                    nats.length),
                            "The weights are finite but overflow when used: score again with --compute float32, or merge with another t"));
        }
        double mean = Arrays.stream(nats).average().orElse(0);
        double uniform = Math.log(WeightChecks.vocabulary(checkpoint));
        String seen = String.format(Locale.ROOT, "%.2f nats a token on a plain English text", mean);
        Finding forwardPass = mean > 2 * uniform
                ? Finding.warn(
                        Check.FORWARD,
                        String.format(Locale.ROOT, "%s, more than twice a uniform guess (%.2f)", seen, uniform),
                        "Was it merged from models of one family?")
                : Finding.pass(Check.FORWARD, seen);
        return List.of(forwardPass, continuation());
    }

    /** A model that lost its way says one token for ever. */
    private Finding continuation() {
        Tokens sample = tokenizer.encodeWithAdded(SAMPLE);
        long[] ids = sample.ids(0, sample.size());
        long[] next = new Greedy(forward, checkpoint)
                .follow(ids, STEPS, tokenizer.eos().orElse(-1));
        long most = Arrays.stream(next)
                .map(id -> Arrays.stream(next).filter(other -> other == id).count())
                .max()
                .orElse(0);
        return most > STEPS / 2
                ? Finding.warn(
                        Check.CONTINUATION,
                        "%d of %d greedy tokens are the same".formatted(most, next.length),
                        "Expected of a tiny model only: read some continuations before you release it")
                : Finding.pass(
                        Check.CONTINUATION,
                        "%d greedy tokens, %d different"
                                .formatted(
                                        next.length,
                                        Arrays.stream(next).distinct().count()));
    }
}
