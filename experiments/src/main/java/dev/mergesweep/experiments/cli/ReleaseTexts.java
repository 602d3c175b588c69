package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.evaluator.EvaluatedDocument;
import dev.mergesweep.evaluator.Evaluation;
import dev.mergesweep.evaluator.Evaluator;
import dev.mergesweep.evaluator.Progress;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.djl.TorchForward;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.validation.Finding;
import dev.mergesweep.evaluator.validation.TextChecks;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.reports.gate.Gate;
import dev.mergesweep.reports.gate.Ruling;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scores a checkpoint, and what it is held against, on the texts of {@code validate}. */
record ReleaseTexts(EvaluatedTexts texts, Compute compute) {

    /** @param rulings none without a reference */
    record Outcome(List<Finding> findings, List<Ruling> rulings) {}

    private record Scored(PreparedTexts prepared, Evaluation evaluation, List<Finding> findings) {
        List<LongBuffer> ids() {
            return prepared.packs().values().stream()
                    .flatMap(List::stream)
                    .flatMap(pack -> pack.windows().stream())
                    .map(window -> LongBuffer.wrap(window.ids()))
                    .toList();
        }

        List<DocumentScore> documents() {
            return evaluation.domains().stream()
                    .flatMap(domain -> domain.documents().stream())
                    .map(EvaluatedDocument::score)
                    .toList();
        }
    }

    /**
     * @param reference checkpoint or recipe; null: none
     * @throws InputException where the two do not read the same tokens
     */
    Outcome judge(String checkpoint, @Nullable String reference, Gate gate) throws IOException {
        Scored own = score(checkpoint, null);
        if (reference == null) {
            return new Outcome(own.findings(), List.of());
        }
        Scored other = score(reference, own.prepared().protocol());
        if (!own.ids().equals(other.ids())) {
            throw new InputException(
                    Place.of(reference),
                    "cuts the texts into other tokens than " + checkpoint,
                    "Hold it against a checkpoint with the same tokenizer: perplexities of different ones do not compare");
        }
        return new Outcome(own.findings(), gate.rule(own.documents(), other.documents()));
    }

    private Scored score(String name, @Nullable Protocol given) throws IOException {
        try (Subject subject = Subject.open(name, new CommonOptions.Merging())) {
            Protocol protocol = given == null
                    ? Protocol.of(
                            "documents",
                            Protocol.defaultContext(subject.tensors().config()),
                            0,
                            Bos.AUTO)
                    : given;
            PreparedTexts prepared = texts.prepare(protocol, subject);
            try (TorchForward forward = TorchForward.open(subject.tensors(), compute)) {
                Evaluation evaluation = new Evaluator(forward, Progress.SILENT).evaluate(subject.tensors(), prepared);
                return new Scored(prepared, evaluation, TextChecks.of(evaluation, subject.tensors()));
            }
        }
    }
}
