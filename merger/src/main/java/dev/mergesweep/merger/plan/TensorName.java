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
public record TensorName(String stack, int layer, String part) {
    private static final int MOST_DIGITS = 6;

    /** Turn ids into hidden states. */
    private static final Set<String> INPUT_EMBEDDINGS =
            Set.of("embed_tokens", "wte", "word_embeddings", "embed_in", "tok_embeddings", "tokens_embed", "shared");

    /** Turn hidden states into one number for each id. */
    private static final Set<String> OUTPUT_EMBEDDINGS = Set.of("lm_head", "embed_out", "output_layer", "output");

    public static TensorName of(String name) {
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
        if (digits == 0 || digits > MOST_DIGITS) {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    public boolean inLayer() {
        return layer >= 0;
    }

    /** Up to the layer's number and the point behind it, {@code model.layers.3.}: as a filter it matches this layer alone. */
    public String prefix() {
        return stack + layer + ".";
    }

    /** What is told apart within a layer, or outside of them, without {@code weight} or {@code bias} at its end. */
    public String module() {
        return end().replaceFirst("\\.(weight|bias)$", "");
    }

    private String end() {
        return inLayer() ? part : stack;
    }

    /** The block it belongs to, {@code self_attn.} or {@code mlp.}; empty for what stands in the layer itself, as norms do. */
    public String block() {
        String module = module();
        int point = module.indexOf('.');
        return point < 0 ? "" : module.substring(0, point + 1);
    }

    /** As a filter: the module in any layer. The points on both sides keep {@code q_proj} from matching {@code xq_proj}. */
    public String moduleFilter() {
        return "." + module() + (module().equals(end()) ? "" : ".");
    }

    /** The last word that tells tensors apart, {@code q_proj}; a bias keeps its word, {@code q_proj bias}. */
    public String word() {
        String module = module();
        String word = module.substring(module.lastIndexOf('.') + 1);
        return end().endsWith(".bias") ? word + " bias" : word;
    }

    static boolean isInputEmbedding(String name) {
        return INPUT_EMBEDDINGS.contains(owner(name)) && name.endsWith(".weight");
    }

    static boolean isOutputEmbedding(String name) {
        return OUTPUT_EMBEDDINGS.contains(owner(name)) && name.endsWith(".weight");
    }

    /** Whether a tensor outside the layers stands before them; what does not stands behind them. */
    public static boolean isBeforeLayers(String name) {
        return !isOutputEmbedding(name) && (name.contains("embed") || name.contains("wte") || name.contains("wpe"));
    }

    /** The component before the last: {@code lm_head} of {@code lm_head.weight}. */
    private static String owner(String name) {
        int last = name.lastIndexOf('.');
        return last < 0 ? "" : name.substring(name.lastIndexOf('.', last - 1) + 1, last);
    }
}
