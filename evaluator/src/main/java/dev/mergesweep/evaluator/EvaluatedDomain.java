package dev.mergesweep.evaluator;

import java.util.List;
import java.util.SequencedMap;

/**
 * One domain of an evaluation.
 *
 * @param toolFigures what imitated tools would print, where their formula is not {@code exp(nats / tokens)}, under their names
 */
public record EvaluatedDomain(
        String name, List<EvaluatedDocument> documents, Estimate estimate, SequencedMap<String, Double> toolFigures) {

    public EvaluatedDomain {
        documents = List.copyOf(documents);
    }

    /** Bytes of the text that counts, in UTF-8; 0 where ids were scored in place of texts. */
    public long bytes() {
        return documents.stream()
                .mapToLong(document -> document.score().bytes())
                .sum();
    }

    /** Words of the text that counts; 0 where ids were scored in place of texts. */
    public long words() {
        return documents.stream()
                .mapToLong(document -> document.score().words())
                .sum();
    }

    /** Compares between tokenizers; infinite or NaN without bytes. */
    public double bitsPerByte() {
        return estimate.nats() / bytes() / Math.log(2);
    }

    /** {@code exp(nats / bytes)}, as lm-eval prints it. */
    public double bytePerplexity() {
        return Math.exp(estimate.nats() / bytes());
    }

    /** {@code exp(nats / words)}, as lm-eval prints it. */
    public double wordPerplexity() {
        return Math.exp(estimate.nats() / words());
    }
}
