package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Layer;
import java.util.List;
import java.util.stream.IntStream;

/** Llama 1 to 3.3, and what shares its {@code model_type}: SmolLM, TinyLlama, Yi and many more. */
final class Llama {
    private Llama() {}

    static Architecture read(Config config) {
        LlamaLike common = new LlamaLike(config, "rms_norm_eps");
        boolean attentionBias = config.flag("attention_bias", false);
        boolean feedForwardBias = config.flag("mlp_bias", false);
        config.only("rope_interleaved", false);
        List<Layer> layers = IntStream.range(0, common.layers)
                .mapToObj(i -> {
                    String prefix = common.prefix(i);
                    Attention attention = new Attention(
                            common.heads,
                            common.queryKeyValue(prefix, attentionBias),
                            common.output(prefix, attentionBias),
                            null,
                            0,
                            new Attention.Reach(0, common.scale(), 0));
                    return new Layer(
                            common.before(prefix),
                            attention,
                            common.gated(prefix, feedForwardBias, "hidden_act"),
                            false,
                            1);
                })
                .toList();
        return new Architecture(
                "llama",
                common.sizes(),
                common.embedding(),
                layers,
                common.head(),
                List.of(RotaryReader.of(config, common.heads.size())));
    }
}
