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

/** GPT-NeoX and Pythia: both parts of a layer read what came in; a quarter of each head is turned. */
final class GptNeoX {
    private final Config config;
    private final int hidden;
    private final Attention.Heads heads;
    private final double epsilon;

    private GptNeoX(Config config) {
        this.config = config;
        this.hidden = config.integer("hidden_size", 1, 1 << 20);
        this.heads = Heads.read(config, hidden, 0);
        this.epsilon = config.positive("layer_norm_eps", 1e-5);
        config.settle();
    }

    static Architecture read(Config config) {
        GptNeoX parts = new GptNeoX(config);
        int vocabulary = config.integer("vocab_size", 1, 1 << 27);
        int positions = config.integer("max_position_embeddings", 1, Integer.MAX_VALUE, 2048);
        int layers = config.integer("num_hidden_layers", 1, Config.MOST_LAYERS);
        Embedding embedding =
                new Embedding(Weight.plain("gpt_neox.embed_in.weight", vocabulary, parts.hidden), null, 1);
        Projection output = config.flag("tie_word_embeddings", false)
                ? new Projection(embedding.tokens(), null)
                : Projection.of("embed_out", vocabulary, parts.hidden, false);
        return new Architecture(
                "gpt_neox",
                new Architecture.Sizes(vocabulary, parts.hidden, positions),
                embedding,
                IntStream.range(0, layers).mapToObj(parts::layer).toList(),
                new Head(parts.norm("gpt_neox.final_layer_norm"), output, 1, 0),
                List.of(RotaryReader.neoX(config, parts.heads.size())));
    }

    private Layer layer(int index) {
        String name = "gpt_neox.layers." + index + ".";
        Layer.Norms norms =
                new Layer.Norms(norm(name + "input_layernorm"), null, norm(name + "post_attention_layernorm"), null);
        int inner = config.integer("intermediate_size", 1, 1 << 24);
        FeedForward part = new FeedForward.Plain(
                Projection.of(name + "mlp.dense_h_to_4h", inner, hidden, true),
                Projection.of(name + "mlp.dense_4h_to_h", hidden, inner, true),
                config.choice("hidden_act", LlamaLike.ACTIVATIONS, "gelu"));
        return new Layer(norms, attention(name + "attention."), part, config.flag("use_parallel_residual", true), 1);
    }

    private Attention attention(String name) {
        boolean bias = config.flag("attention_bias", true);
        return new Attention(
                heads,
                List.of(fused(name + "query_key_value", bias)),
                Projection.of(name + "dense", hidden, hidden, bias),
                null,
                0,
                new Attention.Reach(0, 1 / Math.sqrt(heads.size()), 0));
    }

    private Projection fused(String name, boolean bias) {
        Layout layout = new Layout.HeadByHead(heads.query());
        return new Projection(
                new Weight(name + ".weight", Shape.of(3L * hidden, hidden), layout),
                bias ? new Weight(name + ".bias", Shape.of(3L * hidden), layout) : null);
    }

    private Norm norm(String name) {
        return Norm.layer(name, hidden, epsilon);
    }
}
