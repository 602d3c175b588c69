package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** TorchScript source made callable. Safe for use by several threads. */
final class TorchScriptModule implements AutoCloseable {
    private final Model model;

    private TorchScriptModule(Model model) {
        this.model = model;
    }

    /** @param methods written as in {@link TorchScriptArchive} */
    static TorchScriptModule of(String methods, Device device) {
        TorchEngine.start();
        Model model = Model.newInstance("m", device, TorchEngine.NAME);
        try {
            model.load(new ByteArrayInputStream(TorchScriptArchive.of(methods)));
            return new TorchScriptModule(model);
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new IllegalArgumentException("TorchScript that the engine refuses:\n" + methods, e);
        }
    }

    /**
     * Calls {@code forward}. Arrays named {@code w[]} become one list argument.
     *
     * @return belongs to the manager of the first array
     */
    NDArray call(NDList arguments) {
        return TorchEngine.call(() ->
                model.getBlock().forward(new ParameterStore(), arguments, false).singletonOrThrow());
    }

    /** As {@link #call}, but gradients can be taken of what it gives. */
    NDArray callForGradients(NDList arguments) {
        return TorchEngine.call(() ->
                model.getBlock().forward(new ParameterStore(), arguments, true).singletonOrThrow());
    }

    @Override
    public void close() {
        model.close();
    }
}
