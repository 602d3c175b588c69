package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Embedding;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Head;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Norm;
import java.util.List;

/**
 * Gemma 2: norms before and after both parts, each multiplying with 1 + weight; scores and logits squashed; every other
 * layer, from the first, with a window; embeddings scaled by the root of their width.
 */
final class Gemma2 {
    private Gemma2() {}

    static Architecture read(Config config) {
        LlamaLike parts = parts(config);
        int window = config.integer("sliding_window", 1, Integer.MAX_VALUE, 4096);
        List<Integer> windows = config.has("layer_types")
                ? Windows.byType(config, parts.layers, window)
                : Windows.everyButNth(parts.layers, window, 2);
        double scale = 1 / Math.sqrt(config.positive("query_pre_attn_scalar", 256));
        double cap = config.positiveOrNone("attn_logit_softcapping", 50);
        boolean bias = config.flag("attention_bias", false);
        Head head = head(parts, config, 30);
        return parts.architecture(
                "gemma2",
                embedding(parts),
                head,
                i -> {
                    Attention.Reach reach = new Attention.Reach(windows.get(i), scale, cap);
                    Attention attention = parts.attention(i, bias, bias).reaching(reach);
                    return new Layer(norms(parts, i), attention, gated(parts, i), false, 1);
                },
                List.of(parts.rotary()));
    }

    static LlamaLike parts(Config config) {
        config.only("use_bidirectional_attention", false);
        // hidden_act is in published files too, but hidden_activation is what counts.
        config.ignore("hidden_act");
        return new LlamaLike(config, Norm::rmsPlusOne, "rms_norm_eps", 256);
    }

    static FeedForward gated(LlamaLike parts, int layer) {
        int width = parts.width("intermediate_size");
        return parts.gated(LlamaLike.prefix(layer) + "mlp.", width, false, "hidden_activation", "gelu_pytorch_tanh");
    }

    static Layer.Norms norms(LlamaLike parts, int layer) {
        String prefix = LlamaLike.prefix(layer);
        return new Layer.Norms(
                parts.norm(prefix + "input_layernorm"),
                parts.norm(prefix + "post_attention_layernorm"),
                parts.norm(prefix + "pre_feedforward_layernorm"),
                parts.norm(prefix + "post_feedforward_layernorm"));
    }

    static Embedding embedding(LlamaLike parts) {
        return new Embedding(parts.embedding().tokens(), null, Math.sqrt(parts.hidden));
    }

    /** @param cap where {@code final_logit_softcapping} is missing */
    static Head head(LlamaLike parts, Config config, double cap) {
        Head plain = parts.head(true);
        return new Head(plain.norm(), plain.output(), 1, config.positiveOrNone("final_logit_softcapping", cap));
    }
}
