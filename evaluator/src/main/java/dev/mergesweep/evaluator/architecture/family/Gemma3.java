package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Rotary;
import java.util.List;

/**
 * Gemma 3, its text part: Gemma 2 with normalised queries and keys; layers with a window turn by another base than those
 * without, of which there is one in six.
 */
final class Gemma3 {
    private Gemma3() {}

    static Architecture read(Config config) {
        LlamaLike parts = Gemma2.parts(config);
        int window = config.integer("sliding_window", 1, Integer.MAX_VALUE, 4096);
        int pattern = config.integer("sliding_window_pattern", 1, Config.MOST_LAYERS, 6);
        List<Integer> windows = config.has("layer_types")
                ? Windows.byType(config, parts.layers, window)
                : Windows.everyButNth(parts.layers, window, pattern);
        double scale = 1 / Math.sqrt(config.positive("query_pre_attn_scalar", 256));
        double cap = config.positiveOrNone("attn_logit_softcapping", 0);
        boolean bias = config.flag("attention_bias", false);
        List<Rotary> rotaries = RotaryReader.fullAndSliding(config, parts.heads.size());
        return parts.architecture(
                "gemma3_text",
                Gemma2.embedding(parts),
                Gemma2.head(parts, config, 0),
                i -> {
                    String name = LlamaLike.prefix(i) + "self_attn.";
                    int size = parts.heads.size();
                    Attention attention = parts.attention(i, bias, bias)
                            .normalizing(parts.norm(name + "q_norm", size), parts.norm(name + "k_norm", size))
                            .reaching(new Attention.Reach(windows.get(i), scale, cap))
                            .turning(windows.get(i) == 0 ? 0 : 1);
                    return new Layer(Gemma2.norms(parts, i), attention, Gemma2.gated(parts, i), false, 1);
                },
                rotaries);
    }
}
