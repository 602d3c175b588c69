package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Norm;
import java.util.List;

/** Cohere's Command R7B and Command A: as {@link Cohere}, but layers with a window turn and those that see everything do not. */
final class Cohere2 {
    private Cohere2() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config, Norm::layerWithoutBias, "layer_norm_eps", 0);
        boolean bias = config.flag("attention_bias", false);
        int window = config.integer("sliding_window", 1, Integer.MAX_VALUE, 4096);
        int pattern = config.integer("sliding_window_pattern", 1, Config.MOST_LAYERS, 4);
        config.only("use_qk_norm", false);
        config.only("use_gated_activation", true);
        config.only("use_parallel_block", true);
        config.only("use_embedding_sharing", true);
        // Of Cohere's own training; transformers reads none of them.
        config.ignore(
                "layer_switch",
                "order_of_interleaved_layers",
                "position_embedding_type",
                "rotary_pct",
                "use_parallel_embedding");
        List<Integer> windows = config.has("layer_types")
                ? Windows.byType(config, parts.layers, window)
                : Windows.everyButNth(parts.layers, window, pattern);
        return parts.architecture(
                "cohere2",
                parts.embedding(),
                Cohere.head(parts, config),
                i -> Cohere.layer(
                        parts,
                        parts.attention(i, bias, bias)
                                .reaching(parts.reach(windows.get(i)))
                                .turning(windows.get(i) == 0 ? -1 : 0),
                        i),
                List.of(Cohere.pairs(RotaryReader.of(config, parts.heads.size()))));
    }
}
