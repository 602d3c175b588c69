package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Norm;
import java.util.List;

/** Gemma: norms that multiply with 1 + weight, embeddings scaled by the root of their width. */
final class Gemma {
    private Gemma() {}

    static Architecture read(Config config) {
        config.only("use_bidirectional_attention", false);
        // In published files too, but transformers computes with hidden_act.
        config.ignore("hidden_activation");
        LlamaLike parts = new LlamaLike(config, Norm::rmsPlusOne, "rms_norm_eps", 256);
        boolean bias = config.flag("attention_bias", false);
        return parts.architecture(
                "gemma",
                Gemma2.embedding(parts),
                parts.head(true),
                i -> new Layer(parts.before(i), parts.attention(i, bias, bias), gated(parts, i), false, 1),
                List.of(parts.rotary()));
    }

    private static FeedForward gated(LlamaLike parts, int layer) {
        int width = parts.width("intermediate_size");
        return parts.gated(LlamaLike.prefix(layer) + "mlp.", width, false, "hidden_act", "gelu_pytorch_tanh");
    }
}
