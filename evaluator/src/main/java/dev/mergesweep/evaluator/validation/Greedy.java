package dev.mergesweep.evaluator.validation;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.merger.TensorSource;
import java.util.Arrays;
import java.util.List;

/** Goes on with a text, each time by the most likely token. A few steps, without a cache: enough to see a broken model stutter. */
record Greedy(Forward forward, TensorSource source) {

    /** The ids that follow {@code ids}; none are appended after an end that the model chooses itself. */
    long[] follow(long[] ids, int steps, long end) {
        long[] all = ids;
        for (int step = 0; step < steps; step++) {
            long next = next(all, ids.length + steps);
            if (next == end) {
                break;
            }
            all = Arrays.copyOf(all, all.length + 1);
            all[all.length - 1] = next;
        }
        return Arrays.copyOfRange(all, ids.length, all.length);
    }

    private long next(long[] ids, int length) {
        List<Pack> packs = List.of(new Pack(length, List.of(new Pack.Window(0, ids, new boolean[ids.length]))));
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
            return forward.mostLikely(weights, last).getFirst()[0];
        }
    }
}
