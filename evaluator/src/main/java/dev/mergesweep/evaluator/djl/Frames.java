package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Pack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the layers need to know of a block of packs besides hidden states: where windows begin, and how far each position
 * is turned. Shared by the hidden states of all stages of the block, freed with the last of them.
 */
final class Frames {
    /** @param turns per rotary, cosine and sine, {@code [positions, head size]} each */
    record Frame(Pack pack, NDArray bounds, List<Turn> turns) {}

    record Turn(NDArray cos, NDArray sin) {}

    private final NDManager manager;
    private final List<Frame> frames;
    private final AtomicInteger users = new AtomicInteger(1);

    private Frames(NDManager manager, List<Frame> frames) {
        this.manager = manager;
        this.frames = frames;
    }

    static Frames of(List<Pack> packs, RotaryTables tables, NDManager manager) {
        List<Frame> frames = new ArrayList<>();
        for (Pack pack : packs) {
            List<Turn> turns = tables.turns(pack, manager);
            frames.add(new Frame(pack, manager.create(bounds(pack)), turns));
        }
        return new Frames(manager, List.copyOf(frames));
    }

    /** Where each window begins, and where the last one ends. */
    private static long[] bounds(Pack pack) {
        long[] bounds = new long[pack.windows().size() + 1];
        for (int i = 0; i < pack.windows().size(); i++) {
            bounds[i + 1] = bounds[i] + pack.windows().get(i).ids().length;
        }
        return bounds;
    }

    List<Frame> all() {
        return frames;
    }

    Frames retain() {
        users.incrementAndGet();
        return this;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            manager.close();
        }
    }
}
