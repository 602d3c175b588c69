package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Forward;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The weights of one stage, or their tangents, in the order of its script. Closed, they stay until the last call that reads them has ended. */
final class TorchWeights implements Forward.Weights {
    private final List<NDArray> arrays;
    private final long bytes;
    private final long nanoseconds;
    private final Users users;
    private final AtomicBoolean open = new AtomicBoolean(true);

    /**
     * @param argument arrays of this name become one list argument of a call
     * @param nanoseconds that making them took
     */
    TorchWeights(NDManager manager, List<NDArray> arrays, String argument, long bytes, long nanoseconds) {
        this.arrays = List.copyOf(arrays);
        this.bytes = bytes;
        this.nanoseconds = nanoseconds;
        this.users = new Users(manager::close);
        arrays.forEach(array -> array.setName(argument));
    }

    List<NDArray> arrays() {
        return arrays;
    }

    Users users() {
        return users;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public long nanoseconds() {
        return nanoseconds;
    }

    @Override
    public void close() {
        if (open.getAndSet(false)) {
            users.leave();
        }
    }
}
