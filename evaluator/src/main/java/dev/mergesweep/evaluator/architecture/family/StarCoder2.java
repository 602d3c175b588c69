package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Norm;
import dev.mergesweep.evaluator.architecture.Projection;
import java.util.List;

/** StarCoder 2: layer norms and a feed-forward part without a gate, biases everywhere, a window in every layer. */
final class StarCoder2 {
    private StarCoder2() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config, Norm::layer, "norm_epsilon", 0);
        boolean bias = config.flag("use_bias", true);
        int window = Windows.window(config);
        return parts.architecture(
                "starcoder2",
                parts.embedding(),
                parts.head(true),
                i -> {
                    String name = LlamaLike.prefix(i) + "mlp.";
                    int width = parts.width("intermediate_size");
                    FeedForward part = new FeedForward.Plain(
                            Projection.of(name + "c_fc", width, parts.hidden, bias),
                            Projection.of(name + "c_proj", parts.hidden, width, bias),
                            config.choice("hidden_act", LlamaLike.ACTIVATIONS, "gelu_pytorch_tanh"));
                    return new Layer(
                            parts.before(i),
                            parts.attention(i, bias, bias).reaching(parts.reach(window)),
                            part,
                            false,
                            1);
                },
                List.of(parts.rotary()));
    }
}
