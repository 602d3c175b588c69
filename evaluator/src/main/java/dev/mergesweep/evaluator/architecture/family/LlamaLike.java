package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Activation;
import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Embedding;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Head;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Norm;
import dev.mergesweep.evaluator.architecture.Projection;
import dev.mergesweep.evaluator.architecture.Weight;
import java.util.Map;

/** What most architectures took over from Llama: key names, tensor names, and where the parts stand. */
final class LlamaLike {
    /** Names of {@code hidden_act}. */
    static final Map<String, Activation> ACTIVATIONS = Map.of(
            "silu", Activation.SILU,
            "swish", Activation.SILU,
            "gelu", Activation.GELU,
            "gelu_new", Activation.GELU_TANH,
            "gelu_fast", Activation.GELU_TANH,
            "gelu_pytorch_tanh", Activation.GELU_TANH,
            "relu", Activation.RELU);

    private final Config config;
    final int hidden;
    final int vocabulary;
    final int layers;
    final Attention.Heads heads;
    final double epsilon;

    LlamaLike(Config config, String epsilonKey) {
        this.config = config;
        hidden = config.integer("hidden_size", 1, 1 << 20);
        vocabulary = config.integer("vocab_size", 1, 1 << 27);
        layers = config.integer("num_hidden_layers", 1, Config.MOST_LAYERS);
        epsilon = config.positive(epsilonKey, 1e-6);
        heads = heads(config, hidden);
        config.settle();
    }

    private static Attention.Heads heads(Config config, int hidden) {
        int query = config.integer("num_attention_heads", 1, 1 << 16);
        int keyValue = config.integer("num_key_value_heads", 1, 1 << 16, query);
        if (query % keyValue != 0) {
            config.error("num_key_value_heads", keyValue + " does not divide num_attention_heads, " + query, "");
        }
        if (!config.has("head_dim") && hidden % query != 0) {
            config.error("num_attention_heads", query + " does not divide hidden_size, " + hidden, "Add head_dim");
        }
        int size = config.integer("head_dim", 1, 1 << 16, Math.max(1, hidden / query));
        return new Attention.Heads(query, keyValue, size);
    }

    String prefix(int layer) {
        return "model.layers." + layer + ".";
    }

    /** Scores divided by the root of the head's width. */
    double scale() {
        return 1 / Math.sqrt(heads.size());
    }

    /** {@code q_proj}, {@code k_proj}, {@code v_proj}. */
    java.util.List<Projection> queryKeyValue(String prefix, boolean bias) {
        String attention = prefix + "self_attn.";
        return java.util.List.of(
                Projection.of(attention + "q_proj", (long) heads.query() * heads.size(), hidden, bias),
                Projection.of(attention + "k_proj", (long) heads.keyValue() * heads.size(), hidden, bias),
                Projection.of(attention + "v_proj", (long) heads.keyValue() * heads.size(), hidden, bias));
    }

    Projection output(String prefix, boolean bias) {
        return Projection.of(prefix + "self_attn.o_proj", hidden, (long) heads.query() * heads.size(), bias);
    }

    FeedForward gated(String prefix, boolean bias, String activationKey) {
        int width = config.integer("intermediate_size", 1, 1 << 24);
        String mlp = prefix + "mlp.";
        return new FeedForward.Gated(
                Projection.of(mlp + "gate_proj", width, hidden, bias),
                Projection.of(mlp + "up_proj", width, hidden, bias),
                Projection.of(mlp + "down_proj", hidden, width, bias),
                config.choice(activationKey, ACTIVATIONS, "silu"));
    }

    Norm rms(String name) {
        return Norm.rms(name, hidden, epsilon);
    }

    /** Norms before attention ({@code input_layernorm}) and before the feed-forward part. */
    Layer.Norms before(String prefix) {
        return new Layer.Norms(rms(prefix + "input_layernorm"), null, rms(prefix + "post_attention_layernorm"), null);
    }

    Embedding embedding() {
        return new Embedding(Weight.plain("model.embed_tokens.weight", vocabulary, hidden), null, 1);
    }

    Head head() {
        return new Head(rms("model.norm"), unembedding(false), 1, 0);
    }

    /** The output projection: a tensor of its own, or the embedding's. */
    Projection unembedding(boolean tiedByDefault) {
        return config.flag("tie_word_embeddings", tiedByDefault)
                ? new Projection(embedding().tokens(), null)
                : Projection.of("lm_head", vocabulary, hidden, false);
    }

    Architecture.Sizes sizes() {
        return new Architecture.Sizes(
                vocabulary, hidden, config.integer("max_position_embeddings", 1, Integer.MAX_VALUE, 2048));
    }
}
