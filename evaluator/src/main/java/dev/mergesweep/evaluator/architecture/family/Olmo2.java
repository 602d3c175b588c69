package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Layer;

/** OLMo 2: norms after both parts and none before; queries and keys normalised over all heads together. */
final class Olmo2 {
    private Olmo2() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config);
        boolean bias = config.flag("attention_bias", false);
        return parts.architecture("olmo2", i -> {
            String name = LlamaLike.prefix(i);
            Layer.Norms norms = new Layer.Norms(
                    null,
                    parts.norm(name + "post_attention_layernorm"),
                    null,
                    parts.norm(name + "post_feedforward_layernorm"));
            Attention attention = parts.attention(i, bias, bias)
                    .normalizing(
                            parts.norm(name + "self_attn.q_norm", parts.queryWidth()),
                            parts.norm(name + "self_attn.k_norm", parts.keyWidth()));
            return new Layer(norms, attention, parts.gated(i, false), false, 1);
        });
    }
}
