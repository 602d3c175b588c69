package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Pack;
import java.util.ArrayList;
import java.util.List;

/**
 * What the layers need to know of a block of packs besides hidden states: where windows begin, and how far each position
 * is turned. Shared by the hidden states of all stages of the block, freed with the last of them.
 */
final class Frames {
    /**
     * @param index of the pack in its block
     * @param bounds on the CPU whatever the device: layers read them as numbers, for which a GPU would be waited for
     * @param turns per rotary, cosine and sine, {@code [positions, head size]} each
     */
    record Frame(int index, Pack pack, NDArray bounds, List<Turn> turns) {}

    record Turn(NDArray cos, NDArray sin) {}

    private final List<Frame> frames;
    private final Users users;

    private Frames(NDManager manager, List<Frame> frames) {
        this.frames = frames;
        this.users = new Users(manager::close);
    }

    static Frames of(List<Pack> packs, RotaryTables tables, NDManager manager) {
        List<Frame> frames = new ArrayList<>();
        NDManager cpu = manager.newSubManager(Device.cpu());
        for (Pack pack : packs) {
            List<Turn> turns = tables.turns(pack, manager);
            frames.add(new Frame(frames.size(), pack, cpu.create(bounds(pack)), turns));
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

    Users users() {
        return users;
    }
}
