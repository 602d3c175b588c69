package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** TorchScript source made callable. Safe for use by several threads. */
final class TorchScriptModule implements AutoCloseable {
    private final Model model;
    private final boolean differentiable;

    private TorchScriptModule(Model model, boolean differentiable) {
        this.model = model;
        this.differentiable = differentiable;
    }

    /**
     * @param methods written as in {@link TorchScriptArchive}
     * @param differentiable whether what it gives may go where derivatives are taken; else the engine marks it as unfit
     */
    static TorchScriptModule of(String methods, Device device, boolean differentiable) {
        TorchEngine.start();
        Model model = Model.newInstance("m", device, TorchEngine.NAME);
        try {
            model.load(new ByteArrayInputStream(TorchScriptArchive.of(methods)));
            if (differentiable) {
                // Else the engine does it at the first call, without a lock, and calls come from several threads at
                // once.
                model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1));
            }
            return new TorchScriptModule(model, differentiable);
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
        return callForAll(arguments).singletonOrThrow();
    }

    /** As {@link #call}, of a module that gives a list. */
    NDList callForAll(NDList arguments) {
        return TorchEngine.call(() -> model.getBlock().forward(new ParameterStore(), arguments, differentiable));
    }

    @Override
    public void close() {
        model.close();
    }
}
