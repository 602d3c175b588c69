package dev.mergesweep.evaluator;

import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.GuideWindows;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

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
                .map(name -> withFirstGuide(domain(name, texts, windows), texts, walk))
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

    /** Hugging Face's first formula has windows of its own where the stride does not divide the context. */
    private static EvaluatedDomain withFirstGuide(EvaluatedDomain domain, PreparedTexts texts, Walk walk) {
        if (!(texts.protocol() instanceof Protocol.Strided strided)
                || strided.context() % strided.stride() == 0
                || domain.toolFigures().isEmpty()) {
            return domain;
        }
        List<EvaluatedDocument.Window> windows = new ArrayList<>();
        walk.over(
                GuideWindows.of(texts, domain.name(), strided),
                (window, nats) -> windows.add(new EvaluatedDocument.Window(window.ids().length, nats)));
        SequencedMap<String, Double> figures = new LinkedHashMap<>(domain.toolFigures());
        figures.putFirst("hf_guide_2020", GuideFigures.ofWindowsEndingAtStrides(windows));
        return new EvaluatedDomain(domain.name(), domain.documents(), domain.estimate(), figures);
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
