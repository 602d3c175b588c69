package dev.mergesweep.evaluator.djl;

import dev.mergesweep.merger.checkpoint.Shape;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Extents of a Llama that is trained here: tied embeddings, no biases, plain rotary positions.
 *
 * @param heads of the queries; divides {@code hidden}
 * @param keyValueHeads divides {@code heads}
 * @param context longest sequence, in tokens
 */
public record LlamaSize(
        int vocabulary, int hidden, int layers, int heads, int keyValueHeads, int feedForward, int context) {

    /** Added to the mean square in every norm; Llama 2's value. */
    public static final double EPSILON = 1e-5;

    /** Base of the rotary wave lengths; Llama 2's value. */
    public static final double ROPE_BASE = 10_000;

    /** Standard deviation of the first weights, for networks of about 100 hidden values. */
    public static final double INITIAL_DEVIATION = 0.05;

    public LlamaSize {
        if (hidden % heads != 0 || heads % keyValueHeads != 0) {
            throw new IllegalArgumentException("%d hidden values, %d heads and %d key/value heads do not divide"
                    .formatted(hidden, heads, keyValueHeads));
        }
    }

    public int headSize() {
        return hidden / heads;
    }

    /** Names and extents of all tensors, in the order in which the network reads them. */
    public SequencedMap<String, Shape> tensors() {
        SequencedMap<String, Shape> tensors = new LinkedHashMap<>();
        long keyValues = (long) keyValueHeads * headSize();
        tensors.put("model.embed_tokens.weight", Shape.of(vocabulary, hidden));
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "model.layers." + layer + ".";
            tensors.put(prefix + "input_layernorm.weight", Shape.of(hidden));
            tensors.put(prefix + "self_attn.q_proj.weight", Shape.of(hidden, hidden));
            tensors.put(prefix + "self_attn.k_proj.weight", Shape.of(keyValues, hidden));
            tensors.put(prefix + "self_attn.v_proj.weight", Shape.of(keyValues, hidden));
            tensors.put(prefix + "self_attn.o_proj.weight", Shape.of(hidden, hidden));
            tensors.put(prefix + "post_attention_layernorm.weight", Shape.of(hidden));
            tensors.put(prefix + "mlp.gate_proj.weight", Shape.of(feedForward, hidden));
            tensors.put(prefix + "mlp.up_proj.weight", Shape.of(feedForward, hidden));
            tensors.put(prefix + "mlp.down_proj.weight", Shape.of(hidden, feedForward));
        }
        tensors.put("model.norm.weight", Shape.of(hidden));
        return tensors;
    }
}
