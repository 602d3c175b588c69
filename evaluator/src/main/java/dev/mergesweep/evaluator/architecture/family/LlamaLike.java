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
import dev.mergesweep.evaluator.architecture.Rotary;
import dev.mergesweep.evaluator.architecture.Weight;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What most architectures took over from Llama: key names, tensor names, and where the parts stand. */
final class LlamaLike {
    /** Values of {@code hidden_act} and its like. */
    static final Map<String, Activation> ACTIVATIONS = Map.of(
            "silu", Activation.SILU,
            "swish", Activation.SILU,
            "gelu", Activation.GELU,
            "gelu_new", Activation.GELU_TANH,
            "gelu_fast", Activation.GELU_TANH,
            "gelu_pytorch_tanh", Activation.GELU_TANH,
            "relu", Activation.RELU);

    /** Makes the kind of norm that an architecture uses. */
    interface Norms {
        Norm of(String name, long width, double epsilon);
    }

    private final Config config;
    private final Norms norms;
    private final double epsilon;
    final int hidden;
    final int vocabulary;
    final int layers;
    final Attention.Heads heads;

    /** Root-mean-square norms, heads as wide as {@code head_dim} or else as an equal share of {@code hidden_size}. */
    LlamaLike(Config config) {
        this(config, Norm::rms, "rms_norm_eps", 0);
    }

    /** @param headSize where {@code head_dim} is missing; 0: an equal share of {@code hidden_size} */
    LlamaLike(Config config, Norms norms, String epsilonKey, int headSize) {
        this.config = config;
        this.norms = norms;
        hidden = config.integer("hidden_size", 1, 1 << 20);
        vocabulary = config.integer("vocab_size", 1, 1 << 27);
        layers = config.integer("num_hidden_layers", 1, Config.MOST_LAYERS);
        epsilon = config.positive(epsilonKey);
        heads = Heads.read(config, hidden, headSize);
        config.settle();
    }

    /** Of {@code layer}, ending in a dot. */
    static String prefix(int layer) {
        return "model.layers." + layer + ".";
    }

    Norm norm(String name) {
        return norms.of(name, hidden, epsilon);
    }

    Norm norm(String name, long width) {
        return norms.of(name, width, epsilon);
    }

    /** {@code q_proj}, {@code k_proj}, {@code v_proj}, {@code o_proj}; everything before is seen. */
    Attention attention(int layer, boolean bias, boolean outputBias) {
        String name = prefix(layer) + "self_attn.";
        List<Projection> projections = List.of(
                Projection.of(name + "q_proj", queryWidth(), hidden, bias),
                Projection.of(name + "k_proj", keyWidth(), hidden, bias),
                Projection.of(name + "v_proj", keyWidth(), hidden, bias));
        Projection output = Projection.of(name + "o_proj", hidden, queryWidth(), outputBias);
        return new Attention(heads, projections, output, null, 0, reach(0));
    }

    /** Scores divided by the root of the heads' width. @param window 0: everything before is seen */
    Attention.Reach reach(int window) {
        return new Attention.Reach(window, 1 / Math.sqrt(heads.size()), 0);
    }

    long queryWidth() {
        return (long) heads.query() * heads.size();
    }

    long keyWidth() {
        return (long) heads.keyValue() * heads.size();
    }

    FeedForward.Gated gated(int layer, boolean bias) {
        return gated(prefix(layer) + "mlp.", width("intermediate_size"), bias, "hidden_act", "silu");
    }

    FeedForward.Gated gated(String name, int width, boolean bias, String activationKey, String otherwise) {
        return new FeedForward.Gated(
                Projection.of(name + "gate_proj", width, hidden, bias),
                Projection.of(name + "up_proj", width, hidden, bias),
                Projection.of(name + "down_proj", hidden, width, bias),
                config.choice(activationKey, ACTIVATIONS, otherwise));
    }

    int width(String key) {
        return config.integer(key, 1, 1 << 24);
    }

    /** {@code input_layernorm} before attention, {@code post_attention_layernorm} before the feed-forward part. */
    Layer.Norms before(int layer) {
        return new Layer.Norms(
                norm(prefix(layer) + "input_layernorm"), null, norm(prefix(layer) + "post_attention_layernorm"), null);
    }

    Embedding embedding() {
        return new Embedding(Weight.plain("model.embed_tokens.weight", vocabulary, hidden), null, 1);
    }

    /** @param tied where {@code tie_word_embeddings} is missing */
    Head head(boolean tied) {
        Projection output = config.flag("tie_word_embeddings", tied)
                ? new Projection(embedding().tokens(), null)
                : Projection.of("lm_head", vocabulary, hidden, false);
        return new Head(norm("model.norm"), output, 1, 0);
    }

    /** Rotation of whole heads. */
    Rotary rotary() {
        return RotaryReader.of(config, heads.size());
    }

    Architecture.Sizes sizes() {
        return new Architecture.Sizes(
                vocabulary, hidden, config.integer("max_position_embeddings", 1, Integer.MAX_VALUE, 2048));
    }

    /** With one kind of rotation, and embedding and head as in Llama. */
    Architecture architecture(String family, IntFunction<Layer> layer) {
        return architecture(family, embedding(), head(false), layer, List.of(rotary()));
    }

    Architecture architecture(
            String family, Embedding embedding, Head head, IntFunction<Layer> layer, List<Rotary> rotaries) {
        List<Layer> all = IntStream.range(0, layers).mapToObj(layer).toList();
        return new Architecture(family, sizes(), embedding, all, head, rotaries);
    }
}
