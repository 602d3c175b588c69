package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Layer;
import java.util.List;
import java.util.stream.IntStream;

/** SmolLM 3: every fourth layer does not turn queries and keys. */
final class SmolLm3 {
    private SmolLm3() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config);
        boolean attentionBias = config.flag("attention_bias", false);
        boolean feedForwardBias = config.flag("mlp_bias", false);
        List<Boolean> turning = turning(config, parts.layers);
        List<Integer> windows = windows(config, parts.layers, turning);
        return parts.architecture(
                "smollm3",
                parts.embedding(),
                parts.head(true),
                i -> {
                    Attention attention = parts.attention(i, attentionBias, attentionBias)
                            .reaching(parts.reach(windows.get(i)))
                            .turning(turning.get(i) ? 0 : -1);
                    return new Layer(parts.before(i), attention, parts.gated(i, feedForwardBias), false, 1);
                },
                List.of(RotaryReader.of(config, parts.heads.size(), 2_000_000)));
    }

    /** {@code no_rope_layers} has 1 where a layer turns, in spite of its name. */
    private static List<Boolean> turning(Config config, int layers) {
        int interval = config.integer("no_rope_layer_interval", 1, Integer.MAX_VALUE, 4);
        List<Double> listed = config.numbers("no_rope_layers");
        if (!config.has("no_rope_layers")) {
            return IntStream.range(0, layers)
                    .mapToObj(i -> (i + 1) % interval != 0)
                    .toList();
        }
        if (listed.size() != layers) {
            config.error("no_rope_layers", "has %d numbers for %d layers".formatted(listed.size(), layers), "");
        }
        config.settle();
        return listed.stream().map(number -> number != 0).toList();
    }

    private static List<Integer> windows(Config config, int layers, List<Boolean> turning) {
        int window = config.flag("use_sliding_window", false) ? Windows.window(config) : 0;
        config.ignore("sliding_window");
        return config.has("layer_types")
                ? Windows.byType(config, layers, window)
                : turning.stream().map(turns -> turns ? 0 : window).toList();
    }
}
