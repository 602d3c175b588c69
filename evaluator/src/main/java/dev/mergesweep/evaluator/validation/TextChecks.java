package dev.mergesweep.evaluator.validation;

import dev.mergesweep.evaluator.EvaluatedDomain;
import dev.mergesweep.evaluator.Evaluation;
import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.Locale;

/** What a checkpoint makes of texts that somebody gave, one finding a domain. */
public final class TextChecks {
    private TextChecks() {}

    /** @param source what was scored: whoever guesses among its rows of the embedding has their number as perplexity */
    public static List<Finding> of(Evaluation evaluation, TensorSource source) {
        long guess = WeightChecks.vocabulary(source);
        return evaluation.domains().stream()
                .map(domain -> finding(domain, guess))
                .toList();
    }

    private static Finding finding(EvaluatedDomain domain, long guess) {
        double perplexity = domain.estimate().perplexity();
        if (!Double.isFinite(perplexity)) {
            return Finding.fail(
                    Check.TEXTS,
                    domain.name() + ": perplexity is not finite",
                    "See which documents with evaluate --json");
        }
        String seen = String.format(
                Locale.ROOT,
                "%s: perplexity %.4f on %d documents",
                domain.name(),
                perplexity,
                domain.estimate().documents());
        return perplexity > guess
                ? Finding.fail(
                        Check.TEXTS,
                        "%s, worse than a guess among %d tokens".formatted(seen, guess),
                        "Was it merged from models of one family, with one tokenizer?")
                : Finding.pass(Check.TEXTS, seen);
    }
}
