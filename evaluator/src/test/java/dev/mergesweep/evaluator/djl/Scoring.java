package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.TensorSource;
import java.util.List;
import java.util.function.BiFunction;

/** All stages, one after the other. */
final class Scoring {
    private Scoring() {}

    static List<List<double[]>> nats(Forward forward, TensorSource source, List<Pack> packs) {
        return through(forward, source, packs, forward::head);
    }

    static List<List<double[][]>> nats(Forward forward, TensorSource source, List<Pack> packs, LogitScales scales) {
        return through(
                forward,
                source,
                packs,
                (weights, hidden) ->
                        forward.headAtScales(weights, hidden, scales).get());
    }

    private static <T> T through(
            Forward forward,
            TensorSource source,
            List<Pack> packs,
            BiFunction<Forward.Weights, Forward.Hidden, T> head) {
        Forward.Hidden hidden;
        try (Forward.Weights weights = forward.load(0, source)) {
            hidden = forward.embed(weights, packs);
        }
        for (int stage = 1; stage < forward.stages() - 1; stage++) {
            try (Forward.Weights weights = forward.load(stage, source);
                    Forward.Hidden before = hidden) {
                hidden = forward.layer(stage, weights, before);
            }
        }
        try (Forward.Weights weights = forward.load(forward.stages() - 1, source);
                Forward.Hidden last = hidden) {
            return head.apply(weights, last);
        }
    }
}
