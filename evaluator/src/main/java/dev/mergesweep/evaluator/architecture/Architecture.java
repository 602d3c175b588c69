package dev.mergesweep.evaluator.architecture;

import java.util.List;

/**
 * A causal language model as data: everything its forward pass computes, and the tensors it reads.
 *
 * @param family {@code model_type} of {@code config.json}
 * @param sizes extents
 * @param rotaries the kinds of rotation its layers use
 */
public record Architecture(
        String family, Sizes sizes, Embedding embedding, List<Layer> layers, Head head, List<Rotary> rotaries) {

    /**
     * @param positions longest window the checkpoint was made for ({@code max_position_embeddings})
     */
    public record Sizes(int vocabulary, int hidden, int positions) {}

    public Architecture {
        layers = List.copyOf(layers);
        rotaries = List.copyOf(rotaries);
    }

    /** Embedding, layers, head. */
    public int stages() {
        return layers.size() + 2;
    }
}
