package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Layer;

/** Llama 1 to 3.3, and what shares its {@code model_type}: SmolLM, TinyLlama, Yi and many more. */
final class Llama {
    private Llama() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config);
        boolean attentionBias = config.flag("attention_bias", false);
        boolean feedForwardBias = config.flag("mlp_bias", false);
        config.only("rope_interleaved", false);
        return parts.architecture(
                "llama",
                i -> new Layer(
                        parts.before(i),
                        parts.attention(i, attentionBias, attentionBias),
                        parts.gated(i, feedForwardBias),
                        false,
                        1));
    }
}
