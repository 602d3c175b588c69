package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Activation;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Projection;
import dev.mergesweep.evaluator.architecture.Weight;
import java.util.List;
import java.util.stream.IntStream;

/** Mixtral: Mistral with experts, the probabilities of the chosen ones scaled to sum to one. */
final class Mixtral {
    private Mixtral() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config);
        int window = Windows.window(config);
        int count = config.integer("num_local_experts", 1, Qwen3Moe.MOST_EXPERTS);
        int chosen = config.integer("num_experts_per_tok", 1, count);
        int width = parts.width("intermediate_size");
        Activation activation = config.choice("hidden_act", LlamaLike.ACTIVATIONS, "silu");
        config.settle();
        return parts.architecture("mixtral", i -> {
            String name = LlamaLike.prefix(i) + "block_sparse_moe.";
            List<FeedForward.Gated> experts = IntStream.range(0, count)
                    .mapToObj(k -> expert(name + "experts." + k + ".", parts.hidden, width, activation))
                    .toList();
            Weight router = Weight.plain(name + "gate.weight", count, parts.hidden);
            return new Layer(
                    parts.before(i),
                    parts.attention(i, false, false).reaching(parts.reach(window)),
                    new FeedForward.Experts(router, experts, chosen, true),
                    false,
                    1);
        });
    }

    private static FeedForward.Gated expert(String name, int hidden, int width, Activation activation) {
        return new FeedForward.Gated(
                Projection.of(name + "w1", width, hidden, false),
                Projection.of(name + "w3", width, hidden, false),
                Projection.of(name + "w2", hidden, width, false),
                activation);
    }
}
