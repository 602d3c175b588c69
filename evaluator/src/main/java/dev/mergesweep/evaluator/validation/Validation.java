package dev.mergesweep.evaluator.validation;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.merger.checkpoint.Checkpoint;
import dev.mergesweep.merger.yaml.InputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a checkpoint of any origin. A failure is told once, under the check that names its cause; what cannot be looked at
 * because of it is skipped, not failed.
 */
public final class Validation {
    private final String name;
    private final Compute compute;
    private final List<Finding> findings = new ArrayList<>();

    private Validation(String name, Compute compute) {
        this.name = name;
        this.compute = compute;
    }

    /**
     * @param name of a folder, or of what the Hugging Face cache holds
     * @return at least one finding for every check but {@link Check#TEXTS}, in the order of the checks
     * @throws InputException where nothing has that name: a mistake of who asks, and no finding
     */
    public static List<Finding> of(String name, Compute compute) throws IOException {
        Checkpoint.resolve(name);
        Validation validation = new Validation(name, compute);
        validation.run();
        return validation.sorted();
    }

    private void run() throws IOException {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.open(name);
        } catch (InputException e) {
            e.problems().forEach(problem -> findings.add(Finding.fail(Check.FILES, problem.toString(), "")));
            return;
        }
        findings.addAll(FileChecks.of(checkpoint));
        findings.addAll(WeightChecks.types(checkpoint));
        findings.addAll(WeightChecks.values(checkpoint));
        findings.addAll(SpecialTokens.of(checkpoint));
        findings.addAll(Provenance.of(checkpoint));
        findings.addAll(Inheritance.of(checkpoint.folder()));
        try (TorchForward forward = forward(checkpoint);
                Tokenizer tokenizer = tokenizer(checkpoint)) {
            if (forward != null && tokenizer != null && findings.stream().noneMatch(Validation::spoilsForward)) {
                findings.addAll(new ForwardChecks(checkpoint, forward, tokenizer).findings());
            }
        }
    }

    private @Nullable TorchForward forward(Checkpoint checkpoint) {
        try {
            TorchForward forward = TorchForward.open(checkpoint, compute);
            findings.addAll(WeightChecks.tied(checkpoint));
            return forward;
        } catch (InputException e) {
            findings.addAll(WeightChecks.misfits(checkpoint, e.problems()));
            return null;
        }
    }

    private @Nullable Tokenizer tokenizer(Checkpoint checkpoint) throws IOException {
        try {
            Tokenizer tokenizer = Tokenizer.open(checkpoint.folder());
            // Rows that are missing are told under the vocabulary already.
            long promised = checkpoint.config().path("vocab_size").asLong(0);
            tokenizer.requireWithin(Math.max(promised, WeightChecks.vocabulary(checkpoint)), name);
            findings.add(Finding.pass(Check.TOKENIZER, "ids up to " + tokenizer.largestId()));
            return tokenizer;
        } catch (InputException e) {
            e.problems().forEach(problem -> findings.add(Finding.fail(Check.TOKENIZER, problem.toString(), "")));
            return null;
        }
    }

    /** A NaN in a weight makes every number NaN: that is known already. */
    private static boolean spoilsForward(Finding finding) {
        return finding.failed() && finding.check() == Check.VALUES;
    }

    private List<Finding> sorted() {
        Set<Check> open = EnumSet.complementOf(EnumSet.of(Check.TEXTS));
        boolean failed = findings.stream().anyMatch(Finding::failed);
        findings.forEach(finding -> open.remove(finding.check()));
        open.forEach(check ->
                findings.add(failed ? Finding.skip(check, "not looked at") : Finding.pass(check, check.promise())));
        findings.sort(Comparator.comparing(Finding::check));
        return List.copyOf(findings);
    }
}
