package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Weight;
import java.util.List;
import java.util.stream.IntStream;

/** Qwen 3 with experts in all layers, or in every {@code decoder_sparse_step}-th without {@code mlp_only_layers}. */
final class Qwen3Moe {
    /** Far above any checkpoint; keeps a broken file from making us build millions of them. */
    static final int MOST_EXPERTS = 1024;

    private Qwen3Moe() {}

    static Architecture read(Config config) {
        LlamaLike parts = Qwen3.parts(config);
        boolean bias = config.flag("attention_bias", false);
        int window = config.flag("use_sliding_window", false) ? Windows.window(config) : 0;
        config.ignore("sliding_window", "max_window_layers", "intermediate_size");
        int step = config.integer("decoder_sparse_step", 1, Config.MOST_LAYERS, 1);
        List<Double> dense = config.numbers("mlp_only_layers");
        Router router = new Router(config);
        config.settle();
        return parts.architecture("qwen3_moe", i -> {
            boolean sparse = (i + 1) % step == 0 && !dense.contains((double) i);
            FeedForward part = sparse ? router.experts(parts, i) : parts.gated(i, false);
            return new Layer(parts.before(i), Qwen3.attention(parts, i, bias, window), part, false, 1);
        });
    }

    private static final class Router {
        private final int count;
        private final int chosen;
        private final int width;
        private final boolean renormalized;

        Router(Config config) {
            count = config.integer("num_experts", 1, MOST_EXPERTS);
            chosen = config.integer("num_experts_per_tok", 1, count);
            width = config.integer("moe_intermediate_size", 1, 1 << 24);
            renormalized = config.flag("norm_topk_prob", false);
        }

        FeedForward experts(LlamaLike parts, int layer) {
            String name = LlamaLike.prefix(layer) + "mlp.";
            List<FeedForward.Gated> experts = IntStream.range(0, count)
                    .mapToObj(i -> parts.gated(name + "experts." + i + ".", width, false, "hidden_act", "silu"))
                    .toList();
            Weight router = Weight.plain(name + "gate.weight", count, parts.hidden);
            return new FeedForward.Experts(router, experts, chosen, renormalized);
        }
    }
}
