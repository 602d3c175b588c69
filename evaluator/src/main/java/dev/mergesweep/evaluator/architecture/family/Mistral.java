package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Layer;

/** Mistral 7B and its kin: a window on attention in the first releases, none later. */
final class Mistral {
    private Mistral() {}

    static Architecture read(Config config) {
        LlamaLike parts = new LlamaLike(config);
        int window = Windows.window(config);
        return parts.architecture(
                "mistral",
                i -> new Layer(
                        parts.before(i),
                        parts.attention(i, false, false).reaching(parts.reach(window)),
                        parts.gated(i, false),
                        false,
                        1));
    }
}
