package dev.mergesweep.merger.plan;

import java.util.Set;

/**
 * A tensor's name, taken apart: {@code model.layers.3.mlp.up_proj.weight} is layer 3 of the stack {@code model.layers.}, part
 * {@code mlp.up_proj.weight}. The first component that is a number is the layer.
 *
 * @param stack with its last point; the whole name where there is no layer
 * @param layer -1 where there is none
 * @param part what follows the layer; empty where there is none
 */
record TensorName(String stack, int layer, String part) {
    private static final int MOST_DIGITS = 6;

    /** Turn ids into hidden states. */
    private static final Set<String> INPUT_EMBEDDINGS =
            Set.of("embed_tokens", "wte", "word_embeddings", "embed_in", "tok_embeddings", "tokens_embed", "shared");

    /** Turn hidden states into one number for each id. */
    private static final Set<String> OUTPUT_EMBEDDINGS = Set.of("lm_head", "embed_out", "output_layer", "output");

    static TensorName of(String name) {
        int begin = 0;
        while (begin < name.length()) {
            int point = name.indexOf('.', begin);
            if (point < 0) {
                break;
            }
            if (isNumber(name, begin, point)) {
                int layer = Integer.parseInt(name.substring(begin, point));
                return new TensorName(name.substring(0, begin), layer, name.substring(point + 1));
            }
            begin = point + 1;
        }
        return new TensorName(name, -1, "");
    }

    private static boolean isNumber(String name, int begin, int end) {
        int digits = end - begin;
        return digits > 0
                && digits <= MOST_DIGITS
                && name.substring(begin, end).chars().allMatch(c -> c >= '0' && c <= '9');
    }

    static boolean isInputEmbedding(String name) {
        return INPUT_EMBEDDINGS.contains(owner(name)) && name.endsWith(".weight");
    }

    static boolean isOutputEmbedding(String name) {
        return OUTPUT_EMBEDDINGS.contains(owner(name)) && name.endsWith(".weight");
    }

    /** Whether a tensor outside the layers stands before them; what does not stands behind them. */
    static boolean isBeforeLayers(String name) {
        return !isOutputEmbedding(name) && (name.contains("embed") || name.contains("wte") || name.contains("wpe"));
    }

    /** The component before the last: {@code lm_head} of {@code lm_head.weight}. */
    private static String owner(String name) {
        int last = name.lastIndexOf('.');
        return last < 0 ? "" : name.substring(name.lastIndexOf('.', last - 1) + 1, last);
    }
}
