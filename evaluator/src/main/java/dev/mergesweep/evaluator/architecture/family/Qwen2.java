package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Layer;
import java.util.List;
import java.util.stream.IntStream;

/** Qwen 2 and 2.5: biases on query, key and value; a window in the layers from {@code max_window_layers}, if at all. */
final class Qwen2 {
    private Qwen2() {}

    static Architecture read(Config config) {
        LlamaLike common = new LlamaLike(config, "rms_norm_eps");
        List<Integer> windows = Windows.above(config, common.layers);
        List<Layer> layers = IntStream.range(0, common.layers)
                .mapToObj(i -> {
                    String prefix = common.prefix(i);
                    Attention attention = new Attention(
                            common.heads,
                            common.queryKeyValue(prefix, true),
                            common.output(prefix, false),
                            null,
                            0,
                            new Attention.Reach(windows.get(i), common.scale(), 0));
                    return new Layer(
                            common.before(prefix), attention, common.gated(prefix, false, "hidden_act"), false, 1);
                })
                .toList();
        return new Architecture(
                "qwen2",
                common.sizes(),
                common.embedding(),
                layers,
                common.head(),
                List.of(RotaryReader.of(config, common.heads.size())));
    }
}
