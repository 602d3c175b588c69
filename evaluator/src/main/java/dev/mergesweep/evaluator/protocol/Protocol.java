package dev.mergesweep.evaluator.protocol;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How texts become scored tokens. The perplexity of every protocol is {@code exp(nats / tokens)}; they differ in which
 * tokens count and in what comes before them. Part of a score's identity: numbers of different protocols do not compare.
 */
public sealed interface Protocol {

    /** Each document alone, in windows that begin at multiples of the stride. This program's own. */
    record Documents(int context, int stride, Bos bos) implements Protocol {
        public Documents {
            check(context, stride);
        }
    }

    /** All documents as one text, in disjoint windows, the short last one dropped: the scripts of GPTQ and AutoGPTQ. */
    record Stream(int context, Bos bos) implements Protocol {
        public Stream {
            check(context, context);
        }
    }

    /** All documents as one text, in overlapping windows: Hugging Face's guide "Perplexity of fixed-length models". */
    record Strided(int context, int stride, Bos bos) implements Protocol {
        public Strided {
            check(context, stride);
        }
    }

    /** Each document alone, every token scored once, the first one after BOS or EOS: lm-eval's {@code loglikelihood_rolling}. */
    record Rolling(int context, Bos bos) implements Protocol {
        public Rolling {
            check(context, context);
        }
    }

    /** All documents as one text, in disjoint chunks of which the second half is scored: {@code llama-perplexity}. */
    record HalfWindow(int context, Bos bos) implements Protocol {
        public HalfWindow {
            check(context, context);
        }
    }

    /** Names of all protocols, as experiments and options spell them. */
    List<String> NAMES = List.of("documents", "stream", "strided", "rolling", "half-window");

    /** Longest context that is chosen without being asked for. */
    int LONGEST_DEFAULT_CONTEXT = 2048;

    /** Most ids in a window. */
    int context();

    Bos bos();

    /** From the start of one window to that of the next. */
    default int stride() {
        return switch (this) {
            case Documents documents -> documents.stride();
            case Strided strided -> strided.stride();
            case Stream _, Rolling _, HalfWindow _ -> context();
        };
    }

    default String name() {
        return switch (this) {
            case Documents _ -> "documents";
            case Stream _ -> "stream";
            case Strided _ -> "strided";
            case Rolling _ -> "rolling";
            case HalfWindow _ -> "half-window";
        };
    }

    /** Whether all documents of a domain make one text, of which runs of windows are the clusters. */
    default boolean joins() {
        return switch (this) {
            case Stream _, Strided _, HalfWindow _ -> true;
            case Documents _, Rolling _ -> false;
        };
    }

    /**
     * A protocol by its name.
     *
     * @param name one of {@link #NAMES}
     * @param stride 0: the protocol's own, the context or, for "strided", half of it
     * @throws IllegalArgumentException with a sentence for the user where these do not fit together
     */
    static Protocol of(String name, int context, int stride, Bos bos) {
        return switch (name) {
            case "documents" -> new Documents(context, stride == 0 ? context : stride, bos);
            case "strided" -> new Strided(context, stride == 0 ? Math.max(1, context / 2) : stride, bos);
            case "stream" -> new Stream(unstrided(name, context, stride), bos);
            case "rolling" -> new Rolling(unstrided(name, context, stride), bos);
            case "half-window" -> new HalfWindow(unstrided(name, context, stride), bos);
            default ->
                throw new IllegalArgumentException(
                        "\"%s\" is no protocol. Use one of %s".formatted(name, String.join(", ", NAMES)));
        };
    }

    /** The context of a checkpoint for which none is asked: 2,048 or the model's limit. */
    static int defaultContext(ObjectNode config) {
        return (int) Math.min(LONGEST_DEFAULT_CONTEXT, limit(config));
    }

    /** What to tell a person who asks for a longer context than a checkpoint knows; empty where there is nothing to tell. */
    static String doubt(int context, ObjectNode config) {
        long most = limit(config);
        return context <= most
                ? ""
                : "a context of %d is longer than the %d positions the checkpoint was made for"
                        .formatted(context, most);
    }

    /** Positions that a checkpoint was made for; {@link Long#MAX_VALUE} where it does not say. */
    static long limit(ObjectNode config) {
        for (String key : List.of("max_position_embeddings", "n_positions", "max_sequence_length")) {
            JsonNode limit = config.path(key);
            if (limit.isIntegralNumber() && limit.longValue() > 1) {
                return limit.longValue();
            }
        }
        return Long.MAX_VALUE;
    }

    private static int unstrided(String name, int context, int stride) {
        if (stride != 0 && stride != context) {
            throw new IllegalArgumentException(
                    "Protocol %s has disjoint windows, but a stride of %d is given. Leave it out, or use documents or strided"
                            .formatted(name, stride));
        }
        return context;
    }

    private static void check(int context, int stride) {
        if (context < 2) {
            throw new IllegalArgumentException(
                    "A context of %d leaves no token to score. Use at least 2".formatted(context));
        }
        if (stride < 1 || stride > context) {
            throw new IllegalArgumentException(
                    "A stride of %d does not fit a context of %d. Use 1 to %2$d".formatted(stride, context));
        }
    }
}
