package dev.mergesweep.sweep.statistics;

/**
 * What one candidate scored on one document.
 *
 * @param split the side of the split the document is on: {@code search} or {@code confirm}; {@code all} where none is made
 * @param tokens scored tokens; a document with none is no cluster and takes no part
 * @param nats summed negative log-likelihood of the scored tokens; not finite where the candidate failed on it
 * @param bytes of the text in UTF-8, or {@link #UNKNOWN}
 * @param words of the text, or {@link #UNKNOWN}
 */
public record Score(
        String candidate,
        String domain,
        String document,
        String split,
        long tokens,
        double nats,
        long bytes,
        long words) {
    /** In place of bytes and words that nobody counted. */
    public static final long UNKNOWN = -1;
}
