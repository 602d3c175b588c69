package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Forward;
import java.util.List;

/** The weights of one stage, or their tangents, in the order of its script. */
final class TorchWeights implements Forward.Weights {
    private final NDManager manager;
    private final List<NDArray> arrays;
    private final long bytes;

    TorchWeights(NDManager manager, List<NDArray> arrays, long bytes) {
        this(manager, arrays, bytes, "w[]");
    }

    /** @param argument arrays of this name become one list argument of a call */
    private TorchWeights(NDManager manager, List<NDArray> arrays, long bytes, String argument) {
        this.manager = manager;
        this.arrays = List.copyOf(arrays);
        this.bytes = bytes;
        arrays.forEach(array -> array.setName(argument));
    }

    static TorchWeights tangents(NDManager manager, List<NDArray> arrays, long bytes) {
        return new TorchWeights(manager, arrays, bytes, "d[]");
    }

    List<NDArray> arrays() {
        return arrays;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        manager.close();
    }
}
