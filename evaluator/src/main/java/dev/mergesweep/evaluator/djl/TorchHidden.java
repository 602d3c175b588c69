package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Forward;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One array {@code [positions, hidden]} per pack. */
final class TorchHidden implements Forward.Hidden {
    private final NDManager manager;
    private final List<NDArray> states;
    private final Frames frames;
    private final long bytes;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** @param frames already retained for this */
    TorchHidden(NDManager manager, List<NDArray> states, Frames frames, int bytesPerElement) {
        this.manager = manager;
        this.states = List.copyOf(states);
        this.frames = frames;
        this.bytes = states.stream().mapToLong(state -> state.getShape().size()).sum() * bytesPerElement;
    }

    NDArray state(int pack) {
        return states.get(pack);
    }

    Frames frames() {
        return frames;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            manager.close();
            frames.release();
        }
    }
}
