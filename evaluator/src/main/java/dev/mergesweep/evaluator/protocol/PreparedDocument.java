package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.evaluator.corpus.Split;

/**
 * A document, or of a joined text one run of windows, ready to be scored; the cluster of all statistics.
 *
 * @param digest SHA-256 of what is run and what counts: equal digests mean equal scores
 * @param windows it is run in; those without a scored id are left out
 * @param tokens that count; 0: the document is listed and is no cluster
 * @param bytes of the text that counts, in UTF-8
 * @param words of the text that counts, as lm-eval counts them
 */
public record PreparedDocument(
        String domain, String id, Split split, String digest, int windows, long tokens, long bytes, long words) {

    /** What a forward pass said of it. */
    public DocumentScore score(double nats) {
        return new DocumentScore(domain, id, tokens, nats, bytes, words);
    }
}
