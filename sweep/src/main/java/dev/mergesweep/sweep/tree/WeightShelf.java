package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Forward;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Weights of stages kept for the next candidate that needs the same ones. Where not all of a block's weights have room, those
 * that the block needs no more leave at once, so that memory does not grow with the number of candidates; of the others the
 * least recently used leave when the room is used up. One stage's weights are always held, however large.
 */
final class WeightShelf implements AutoCloseable {
    private final long room;
    private final Map<String, Forward.Weights> kept = new LinkedHashMap<>(64, 0.75f, true);
    private long held;
    private @Nullable Uses uses;
    private @Nullable String last;

    /** @param room bytes of engine memory that may be held */
    WeightShelf(long room) {
        this.room = room;
    }

    /** What a walk is going to ask for. */
    void expect(Uses expected) {
        uses = expected;
    }

    /** Weights under a key, made where they are not held. They stay valid until the next call. */
    Forward.Weights take(String key, Supplier<Forward.Weights> make) {
        leave(key);
        Forward.Weights weights = kept.get(key);
        if (weights == null) {
            weights = make.get();
            kept.put(key, weights);
            held += weights.bytes();
            shrink();
        }
        return weights;
    }

    private void leave(String next) {
        if (uses != null && last != null && !last.equals(next) && uses.over(last) && !uses.fit(room)) {
            Forward.Weights leaving = kept.remove(last);
            if (leaving != null) {
                held -= leaving.bytes();
                leaving.close();
            }
        }
        last = next;
        if (uses != null) {
            uses.used(next);
        }
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
