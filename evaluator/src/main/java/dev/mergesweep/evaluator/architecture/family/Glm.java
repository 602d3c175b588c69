package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Projection;
import java.util.List;

/**
 * GLM-4: neighbouring elements of half a head turned as pairs, gate and up stored as one matrix; the later ones with norms
 * behind both parts too.
 */
final class Glm {
    private Glm() {}

    static Architecture read(Config config) {
        return read(config, "glm", false);
    }

    static Architecture read4(Config config) {
        return read(config, "glm4", true);
    }

    private static Architecture read(Config config, String family, boolean behind) {
        LlamaLike parts = new LlamaLike(config);
        boolean bias = config.flag("attention_bias", true);
        return parts.architecture(
                family,
                parts.embedding(),
                parts.head(false),
                i -> new Layer(
                        behind ? around(parts, i) : parts.before(i),
                        parts.attention(i, bias, false),
                        gated(config, parts, i),
                        false,
                        1),
                List.of(Cohere.pairs(RotaryReader.partial(config, parts.heads.size(), 0.5))));
    }

    private static Layer.Norms around(LlamaLike parts, int layer) {
        String prefix = LlamaLike.prefix(layer);
        return new Layer.Norms(
                parts.norm(prefix + "input_layernorm"),
                parts.norm(prefix + "post_self_attn_layernorm"),
                parts.norm(prefix + "post_attention_layernorm"),
                parts.norm(prefix + "post_mlp_layernorm"));
    }

    private static FeedForward gated(Config config, LlamaLike parts, int layer) {
        String name = LlamaLike.prefix(layer) + "mlp.";
        int width = parts.width("intermediate_size");
        return new FeedForward.GatedFused(
                Projection.of(name + "gate_up_proj", 2L * width, parts.hidden, false),
                Projection.of(name + "down_proj", parts.hidden, width, false),
                config.choice("hidden_act", LlamaLike.ACTIVATIONS, "silu"));
    }
}
