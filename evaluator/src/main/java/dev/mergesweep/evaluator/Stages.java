package dev.mergesweep.evaluator;

import dev.mergesweep.merger.TensorSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The weights of a source's stages: loaded for one use, or kept where they are used again and are small enough. */
final class Stages implements AutoCloseable {
    /** Engine memory in which weights may be kept, in bytes. */
    private static final long KEPT_BYTES = 1L << 30;

    private final Forward forward;
    private final TensorSource source;
    private final boolean usedAgain;
    private final Map<Integer, Forward.Weights> kept = new HashMap<>();
    private long keptBytes;

    Stages(Forward forward, TensorSource source, boolean usedAgain) {
        this.forward = forward;
        this.source = source;
        this.usedAgain = usedAgain;
    }

    <T> T with(int stage, Function<Forward.Weights, T> use) {
        Forward.@Nullable Weights there = kept.get(stage);
        if (there != null) {
            return use.apply(there);
        }
        Forward.Weights weights = forward.load(stage, source);
        if (usedAgain && keptBytes + weights.bytes() <= KEPT_BYTES) {
            kept.put(stage, weights);
            keptBytes += weights.bytes();
            return use.apply(weights);
        }
        try (weights) {
            return use.apply(weights);
        }
    }

    @Override
    public void close() {
        kept.values().forEach(Forward.Weights::close);
        kept.clear();
    }
}
