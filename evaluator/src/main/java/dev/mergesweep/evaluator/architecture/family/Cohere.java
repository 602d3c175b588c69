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
        return parts.architecture(
                "cohere",
                parts.embedding(),
                head(parts, config),
                i -> {
                    Attention attention = parts.attention(i, bias, bias);
                    return layer(parts, normalizing ? normalizing(parts, attention, i) : attention, i);
                },
                List.of(pairs(RotaryReader.of(config, parts.heads.size(), 500_000))));
    }

    static Layer layer(LlamaLike parts, Attention attention, int index) {
        Norm norm = parts.norm(LlamaLike.prefix(index) + "input_layernorm");
        return new Layer(new Layer.Norms(norm, null, null, null), attention, parts.gated(index, false), true, 1);
    }

    static Head head(LlamaLike parts, Config config) {
        Head plain = parts.head(true);
        return new Head(plain.norm(), plain.output(), config.positive("logit_scale", 0.0625), 0);
    }

    /** The same rotation of neighbouring elements. */
    static Rotary pairs(Rotary halves) {
        return new Rotary(halves.head(), halves.size(), true, halves.frequencies());
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
