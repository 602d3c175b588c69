package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import dev.mergesweep.evaluator.Forward;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/** One array {@code [positions, hidden]} per pack: there, or still being computed. */
final class TorchHidden implements Forward.Hidden {
    private final List<State> states;
    private final Frames frames;
    private final long bytes;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /** Of one pack, freed once it is there and nobody needs it any more. */
    private record State(CompletableFuture<NDArray> array, Users users) {
        static State of(CompletableFuture<NDArray> array) {
            return new State(array, new Users(() -> array.thenAccept(NDArray::close)));
        }
    }

    /** @param bytesPerPosition of a state */
    TorchHidden(List<CompletableFuture<NDArray>> states, Frames frames, long bytesPerPosition) {
        this.states = states.stream().map(State::of).toList();
        this.frames = frames;
        this.bytes = bytesPerPosition
                * frames.all().stream()
                        .mapToLong(frame -> frame.pack().length())
                        .sum();
        frames.users().enter();
    }

    /** A pack's state, once it is there. Workers ask only after {@link #await}. */
    NDArray state(int pack) {
        return Workers.value(states.get(pack).array());
    }

    /** What a stage could not do is thrown once nothing of it runs any more. */
    @Override
    public void await() {
        Workers.values(states.stream().map(State::array).toList());
    }

    /**
     * Work on each pack's state as soon as it is there. All that it reads is held until it has ended, whoever closes it
     * meanwhile.
     */
    <T> List<CompletableFuture<T>> each(Workers workers, TorchWeights weights, PackWork<T> work) {
        return each(workers, _ -> List.of(weights.users()), work);
    }

    /** @param others by pack, whose it is what the work reads besides the state */
    <T> List<CompletableFuture<T>> each(Workers workers, IntFunction<List<Users>> others, PackWork<T> work) {
        return frames.all().stream()
                .map(frame -> {
                    State state = states.get(frame.index());
                    List<Users> read = new ArrayList<>(others.apply(frame.index()));
                    read.addAll(List.of(state.users(), frames.users()));
                    return Users.during(read, end -> workers.after(state.array(), array -> work.on(frame, array), end));
                })
                .toList();
    }

    /** Of a pack's state. */
    Users users(int pack) {
        return states.get(pack).users();
    }

    /** What is done to one pack. */
    @FunctionalInterface
    interface PackWork<T> {
        T on(Frames.Frame frame, NDArray state);
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
            states.forEach(state -> state.users().leave());
            frames.users().leave();
        }
    }
}
