package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Activation;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Projection;
import java.util.List;

/** Phi 3 and 4: query, key and value stored as one matrix, gate and up as another. */
final class Phi3 {
    private Phi3() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config);
        int window = Windows.window(config);
        int width = parts.width("intermediate_size");
        config.only("attention_bias", false);
        Activation activation = config.choice("hidden_act", LlamaLike.ACTIVATIONS, "silu");
        return parts.architecture(
                "phi3",
                parts.embedding(),
                parts.head(false),
                i -> {
                    String mlp = LlamaLike.prefix(i) + "mlp.";
                    FeedForward part = new FeedForward.GatedFused(
                            Projection.of(mlp + "gate_up_proj", 2L * width, parts.hidden, false),
                            Projection.of(mlp + "down_proj", parts.hidden, width, false),
                            activation);
                    return new Layer(parts.before(i), attention(parts, i, window), part, false, 1);
                },
                List.of(RotaryReader.partial(config, parts.heads.size(), 1)));
    }

    private static Attention attention(LlamaLike parts, int layer, int window) {
        String name = LlamaLike.prefix(layer) + "self_attn.";
        long width = parts.queryWidth() + 2 * parts.keyWidth();
        return new Attention(
                parts.heads,
                List.of(Projection.of(name + "qkv_proj", width, parts.hidden, false)),
                Projection.of(name + "o_proj", parts.hidden, parts.queryWidth(), false),
                null,
                0,
                parts.reach(window));
    }
}
