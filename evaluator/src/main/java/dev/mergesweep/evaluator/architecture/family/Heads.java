package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Attention;

/** Number and width of attention heads. */
final class Heads {
    private Heads() {}

    /** @param sizeOtherwise where {@code head_dim} is missing; 0: an equal share of {@code hidden} */
    static Attention.Heads read(Config config, int hidden, int sizeOtherwise) {
        int query = config.integer("num_attention_heads", 1, 1 << 16);
        int keyValue = config.integer("num_key_value_heads", 1, 1 << 16, query);
        if (query % keyValue != 0) {
            config.error("num_key_value_heads", keyValue + " does not divide num_attention_heads, " + query, "");
        }
        if (!config.has("head_dim") && sizeOtherwise == 0 && hidden % query != 0) {
            config.error("num_attention_heads", query + " does not divide hidden_size, " + hidden, "Add head_dim");
        }
        int share = sizeOtherwise == 0 ? Math.max(1, hidden / query) : sizeOtherwise;
        return new Attention.Heads(query, keyValue, config.integer("head_dim", 1, 1 << 16, share));
    }
}
