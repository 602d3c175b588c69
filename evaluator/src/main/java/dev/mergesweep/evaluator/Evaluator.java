package dev.mergesweep.evaluator;

import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores one source of tensors on prepared texts, stage by stage: memory is set by one stage and one block of hidden states,
 * not by the model. The bits of a score depend neither on the block nor on the number of threads.
 */
public final class Evaluator {
    private final Forward forward;
    private final Progress progress;

    /** @param forward of the architecture that will be scored; stays the caller's to close */
    public Evaluator(Forward forward, Progress progress) {
        this.forward = forward;
        this.progress = progress;
    }

    /**
     * Scores every document of every side.
     *
     * @throws InputException where an id of the texts has no row in the source's embedding
     */
    public Evaluation evaluate(TensorSource source, PreparedTexts texts) {
        requireRows(source, texts);
        List<List<EvaluatedDocument.Window>> windows = new ArrayList<>();
        texts.documents().forEach(_ -> windows.add(new ArrayList<>()));
        Walk walk = new Walk(forward, source, progress);
        for (Split side : texts.packs().keySet()) {
            walk.over(
                    texts.packs(side),
                    (window, nats) -> windows.get(window.document())
                            .add(new EvaluatedDocument.Window(window.ids().length, nats)));
        }
        List<EvaluatedDomain> domains = texts.domains().stream()
                .map(name -> domain(name, texts, windows))
                .toList();
        return new Evaluation(source.name(), texts.protocol(), forward.kernels(), domains);
    }

    private static EvaluatedDomain domain(
            String name, PreparedTexts texts, List<List<EvaluatedDocument.Window>> windows) {
        List<EvaluatedDocument> documents = new ArrayList<>();
        for (int i = 0; i < texts.documents().size(); i++) {
            PreparedDocument document = texts.documents().get(i);
            if (document.domain().equals(name)) {
                documents.add(new EvaluatedDocument(document.score(sum(windows.get(i))), windows.get(i)));
            }
        }
        List<EvaluatedDocument.Window> all = documents.stream()
                .flatMap(document -> document.windows().stream())
                .toList();
        Estimate estimate =
                Estimate.of(documents.stream().map(EvaluatedDocument::score).toList());
        return new EvaluatedDomain(name, documents, estimate, ToolFigures.of(texts.protocol(), all));
    }

    /** In the order of the tokens, as {@link dev.mergesweep.evaluator.protocol.Tally} sums: the same bits as a run's. */
    private static double sum(List<EvaluatedDocument.Window> windows) {
        double sum = 0;
        for (EvaluatedDocument.Window window : windows) {
            for (double token : window.nats()) {
                sum += token;
            }
        }
        return sum;
    }

    private void requireRows(TensorSource source, PreparedTexts texts) {
        String embedding = forward.tensors(0).getFirst();
        TensorSource.Header header = source.headers().get(embedding);
        long rows =
                header == null ? Long.MAX_VALUE : header.shape().dimensions().getFirst();
        long largest = texts.largestId();
        if (largest >= rows) {
            throw new InputException(
                    Place.of(source.name()),
                    "the texts hold the token id %d, but the embedding %s has %d rows (ids 0 to %d)"
                            .formatted(largest, embedding, rows, rows - 1),
                    "Use the tokenizer that belongs to this checkpoint");
        }
    }
}
