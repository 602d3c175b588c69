package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Embedding;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Head;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Layout;
import dev.mergesweep.evaluator.architecture.Norm;
import dev.mergesweep.evaluator.architecture.Projection;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.merger.checkpoint.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** GPT-2: learned positions, layer norms with biases, matrices stored as {@code [in, out]}, a tied head. */
final class Gpt2 {
    private final Config config;
    private final String prefix;
    private final int hidden;
    private final int heads;
    private final double epsilon;

    private Gpt2(Config config) {
        this.config = config;
        // The first checkpoints were saved without the name of the part that holds the layers.
        this.prefix = config.tensors().contains("wte.weight") ? "" : "transformer.";
        this.hidden = config.integer("n_embd", 1, 1 << 20);
        this.heads = config.integer("n_head", 1, 1 << 16);
        this.epsilon = config.positive("layer_norm_epsilon", 1e-5);
        if (hidden % heads != 0) {
            config.error("n_head", heads + " does not divide n_embd, " + hidden, "");
        }
        config.only("add_cross_attention", false);
        config.ignore("reorder_and_upcast_attn", "n_ctx");
    }

    static Architecture read(Config config) {
        Gpt2 parts = new Gpt2(config);
        int vocabulary = config.integer("vocab_size", 1, 1 << 27);
        int positions = config.integer("n_positions", 1, 1 << 27);
        int layers = config.integer("n_layer", 1, Config.MOST_LAYERS);
        config.only("tie_word_embeddings", true);
        config.settle();
        Embedding embedding = new Embedding(
                Weight.plain(parts.prefix + "wte.weight", vocabulary, parts.hidden),
                Weight.plain(parts.prefix + "wpe.weight", positions, parts.hidden),
                1);
        Head head = new Head(parts.norm("ln_f"), new Projection(embedding.tokens(), null), 1, 0);
        return new Architecture(
                "gpt2",
                new Architecture.Sizes(vocabulary, parts.hidden, positions),
                embedding,
                IntStream.range(0, layers).mapToObj(parts::layer).toList(),
                head,
                List.of());
    }

    private Layer layer(int index) {
        String name = "h." + index + ".";
        Layer.Norms norms = new Layer.Norms(norm(name + "ln_1"), null, norm(name + "ln_2"), null);
        int inner = config.integer("n_inner", 1, 1 << 24, 4 * hidden);
        FeedForward part = new FeedForward.Plain(
                projection(name + "mlp.c_fc", hidden, inner),
                projection(name + "mlp.c_proj", inner, hidden),
                config.choice("activation_function", LlamaLike.ACTIVATIONS, "gelu_new"));
        Attention attention = new Attention(
                new Attention.Heads(heads, heads, hidden / heads),
                List.of(projection(name + "attn.c_attn", hidden, 3 * hidden)),
                projection(name + "attn.c_proj", hidden, hidden),
                null,
                -1,
                new Attention.Reach(0, scale(index), 0));
        return new Layer(norms, attention, part, false, 1);
    }

    private double scale(int layer) {
        double root = config.flag("scale_attn_weights", true) ? 1 / Math.sqrt((double) hidden / heads) : 1;
        return config.flag("scale_attn_by_inverse_layer_idx", false) ? root / (layer + 1) : root;
    }

    private Norm norm(String name) {
        return Norm.layer(prefix + name, hidden, epsilon);
    }

    private Projection projection(String name, int in, int out) {
        return new Projection(
                new Weight(prefix + name + ".weight", Shape.of(in, out), new Layout.Transposed()),
                Weight.plain(prefix + name + ".bias", out));
    }
}
