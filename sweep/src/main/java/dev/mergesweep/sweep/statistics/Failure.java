package dev.mergesweep.sweep.statistics;

/**
 * Why a candidate takes no rank. It changes nobody else's figures.
 *
 * @param domain of the first document concerned, by name
 * @param document the first one concerned, by id
 */
public record Failure(String candidate, Reason reason, String domain, String document) {

    public enum Reason {
        /** Some other candidate has a score on this document. */
        MISSING_DOCUMENT("missing document"),
        /** NaN or an infinity in place of nats. */
        NOT_FINITE("not finite");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
