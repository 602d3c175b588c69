package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Norm;
import java.util.List;

/** StableLM: layer norms, a quarter of each head turned; some with both parts of a layer side by side after one norm. */
final class StableLm {
    private StableLm() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config, Norm::layer, "layer_norm_eps", 0);
        boolean bias = config.flag("use_qkv_bias", false);
        boolean parallel = config.flag("use_parallel_residual", false);
        config.only("qk_layernorm", false);
        return parts.architecture(
                "stablelm",
                parts.embedding(),
                parts.head(false),
                i -> {
                    Layer.Norms norms = parallel
                            ? new Layer.Norms(parts.norm(LlamaLike.prefix(i) + "input_layernorm"), null, null, null)
                            : parts.before(i);
                    return new Layer(norms, parts.attention(i, bias, false), parts.gated(i, false), parallel, 1);
                },
                List.of(RotaryReader.partial(config, parts.heads.size(), 0.25)));
    }
}
