package dev.mergesweep.sweep.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What candidates are compared by; lower is better for each. */
public enum Measure {
    /** Nats per token; only between candidates of one tokenizer. */
    MEAN_LOG_PERPLEXITY("mean-log-perplexity"),
    /** Bits per byte of UTF-8 text, whatever the tokenizer. */
    BITS_PER_BYTE("bits-per-byte");

    private static final double NATS_PER_BIT = Math.log(2);

    private final String text;

    Measure(String text) {
        this.text = text;
    }

    /** As the experiment file and the command line write it. */
    public String text() {
        return text;
    }

    /** The measure with this {@link #text}. */
    public static Optional<Measure> named(String text) {
        return Arrays.stream(values())
                .filter(measure -> measure.text.equals(text))
                .findFirst();
    }

    /** All of them, for messages. */
    public static String names() {
        return Arrays.stream(values()).map(Measure::text).collect(Collectors.joining(" or "));
    }

    /** What a document's nats are divided by: its tokens, or its bytes times the nats of a bit. */
    double size(Score score) {
        return switch (this) {
            case MEAN_LOG_PERPLEXITY -> score.tokens();
            case BITS_PER_BYTE -> score.bytes() * NATS_PER_BIT;
        };
    }
}
