package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Forward;
import java.util.List;

/** The weights of one stage, in the order of its script. */
record TorchWeights(NDManager manager, List<NDArray> arrays, long bytes) implements Forward.Weights {

    /** Arrays of this name become one list argument of a call. */
    private static final String LIST_ARGUMENT = "w[]";

    TorchWeights {
        arrays = List.copyOf(arrays);
        arrays.forEach(array -> array.setName(LIST_ARGUMENT));
    }

    @Override
    public void close() {
        manager.close();
    }
}
