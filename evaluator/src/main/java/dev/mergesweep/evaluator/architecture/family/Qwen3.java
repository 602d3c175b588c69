package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Norm;
import java.util.List;

/** Qwen 3: queries and keys normalised per head before they are turned. */
final class Qwen3 {
    /** Where {@code head_dim} is missing. */
    static final int HEAD_SIZE = 128;

    private Qwen3() {}

    static Architecture read(Config config) {
        LlamaLike parts = parts(config);
        List<Integer> windows = Windows.above(config, parts.layers);
        boolean bias = config.flag("attention_bias", false);
        return parts.architecture(
                "qwen3",
                i -> new Layer(
                        parts.before(i), attention(parts, i, bias, windows.get(i)), parts.gated(i, false), false, 1));
    }

    static LlamaLike parts(Config config) {
        return new LlamaLike(config, Norm::rms, "rms_norm_eps", HEAD_SIZE);
    }

    static Attention attention(LlamaLike parts, int layer, boolean bias, int window) {
        String name = LlamaLike.prefix(layer) + "self_attn.";
        int size = parts.heads.size();
        return parts.attention(layer, bias, bias)
                .normalizing(parts.norm(name + "q_norm", size), parts.norm(name + "k_norm", size))
                .reaching(parts.reach(window));
    }
}
