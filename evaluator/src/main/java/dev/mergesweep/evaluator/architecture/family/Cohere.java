package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Head;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Norm;
import dev.mergesweep.evaluator.architecture.Rotary;
import dev.mergesweep.evaluator.architecture.Weight;
import java.util.List;

/**
 * Cohere's Command R: both parts of a layer side by side after one norm without bias, neighbouring elements turned as
 * pairs, a factor on the logits.
 */
final class Cohere {
    private Cohere() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config, Norm::layerWithoutBias, "layer_norm_eps", 0);
        boolean bias = config.flag("attention_bias", false);
        boolean normalizing = config.flag("use_qk_norm", false);
        Head plain = parts.head(true);
        Head head = new Head(plain.norm(), plain.output(), config.positive("logit_scale", 0.0625), 0);
        Rotary halves = RotaryReader.of(config, parts.heads.size(), 500_000);
        return parts.architecture(
                "cohere",
                parts.embedding(),
                head,
                i -> {
                    Layer.Norms norms =
                            new Layer.Norms(parts.norm(LlamaLike.prefix(i) + "input_layernorm"), null, null, null);
                    Attention attention = parts.attention(i, bias, bias);
                    return new Layer(
                            norms,
                            normalizing ? normalizing(parts, attention, i) : attention,
                            parts.gated(i, false),
                            true,
                            1);
                },
                List.of(new Rotary(halves.head(), halves.size(), true, halves.frequencies())));
    }

    private static Attention normalizing(LlamaLike parts, Attention attention, int layer) {
        String name = LlamaLike.prefix(layer) + "self_attn.";
        return attention.normalizing(
                perHead(parts, name + "q_norm", parts.heads.query()),
                perHead(parts, name + "k_norm", parts.heads.keyValue()));
    }

    private static Norm perHead(LlamaLike parts, String name, int heads) {
        Norm norm = parts.norm(name, parts.heads.size());
        return new Norm(norm.kind(), norm.epsilon(), Weight.plain(name + ".weight", heads, parts.heads.size()), null);
    }
}
