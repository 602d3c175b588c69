package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Forward;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Weights of stages kept for the next candidate that needs the same ones. The least recently used leave when the room is
 * used up; one stage's weights are always held, however large.
 */
final class WeightShelf implements AutoCloseable {
    private final long room;
    private final Map<String, Forward.Weights> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long held;

    /** @param room bytes of engine memory that may be held */
    WeightShelf(long room) {
        this.room = room;
    }

    /** Weights under a key, made where they are not held. They stay valid until the next call. */
    Forward.Weights take(String key, Supplier<Forward.Weights> make) {
        Forward.Weights weights = kept.get(key);
        if (weights == null) {
            weights = make.get();
            kept.put(key, weights);
            held += weights.bytes();
            shrink();
        }
        return weights;
    }

    private void shrink() {
        Iterator<Forward.Weights> oldest = kept.values().iterator();
        for (int left = kept.size(); held > room && left > 1; left--) {
            Forward.Weights leaving = oldest.next();
            oldest.remove();
            held -= leaving.bytes();
            leaving.close();
        }
    }

    @Override
    public void close() {
        kept.values().forEach(Forward.Weights::close);
        kept.clear();
        held = 0;
    }
}
