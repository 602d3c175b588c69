package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Layer;
import java.util.List;

/** Qwen 2 and 2.5: biases on query, key and value; a window in the layers from {@code max_window_layers}, if at all. */
final class Qwen2 {
    private Qwen2() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config);
        List<Integer> windows = Windows.above(config, parts.layers);
        return parts.architecture(
                "qwen2",
                i -> new Layer(
                        parts.before(i),
                        parts.attention(i, true, false).reaching(parts.reach(windows.get(i))),
                        parts.gated(i, false),
                        false,
                        1));
    }
}
