package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Embedding;
import dev.mergesweep.evaluator.architecture.Head;
import dev.mergesweep.evaluator.architecture.Layer;
import java.util.List;

/** Granite: Llama with a factor on embeddings, scores, residuals, and a divisor of the logits. */
final class Granite {
    private Granite() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config);
        boolean attentionBias = config.flag("attention_bias", false);
        boolean feedForwardBias = config.flag("mlp_bias", false);
        double residual = config.positive("residual_multiplier", 1);
        Attention.Reach reach = new Attention.Reach(0, config.positive("attention_multiplier", 1), 0);
        Embedding embedding =
                new Embedding(parts.embedding().tokens(), null, config.positive("embedding_multiplier", 1));
        Head plain = parts.head(false);
        Head head = new Head(plain.norm(), plain.output(), 1 / config.positive("logits_scaling", 1), 0);
        return parts.architecture(
                "granite",
                embedding,
                head,
                i -> new Layer(
                        parts.before(i),
                        parts.attention(i, attentionBias, attentionBias).reaching(reach),
                        parts.gated(i, feedForwardBias),
                        false,
                        residual),
                List.of(parts.rotary()));
    }
}
