package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Layer;
import java.util.List;
import java.util.stream.IntStream;

/** Mistral 7B and its kin: a window on attention in the first releases, none later. */
final class Mistral {
    private Mistral() {}

    static Architecture read(Config config) {
        LlamaLike common = new LlamaLike(config, "rms_norm_eps");
        int window = config.integer("sliding_window", 1, Integer.MAX_VALUE, 0);
        List<Layer> layers = IntStream.range(0, common.layers)
                .mapToObj(i -> {
                    String prefix = common.prefix(i);
                    Attention attention = new Attention(
                            common.heads,
                            common.queryKeyValue(prefix, false),
                            common.output(prefix, false),
                            null,
                            0,
                            new Attention.Reach(window, common.scale(), 0));
                    return new Layer(
                            common.before(prefix), attention, common.gated(prefix, false, "hidden_act"), false, 1);
                })
                .toList();
        return new Architecture(
                "mistral",
                common.sizes(),
                common.embedding(),
                layers,
                common.head(),
                List.of(RotaryReader.of(config, common.heads.size())));
    }
}
