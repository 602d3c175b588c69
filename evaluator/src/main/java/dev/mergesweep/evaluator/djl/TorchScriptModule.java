package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

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
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            model.close();
            throw new IllegalArgumentException("TorchScript that does not parse:\n" + methods, e);
        }
    }

    /**
     * Calls {@code forward}. Arrays named {@code w[]} become one list argument.
     *
     * @return belongs to the manager of the first array
     */
    NDArray call(NDList arguments) {
        return model.getBlock().forward(new ParameterStore(), arguments, false).singletonOrThrow();
    }

    /** As {@link #call}, but gradients can be taken of what it gives. */
    NDArray callForGradients(NDList arguments) {
        return model.getBlock().forward(new ParameterStore(), arguments, true).singletonOrThrow();
    }

    @Override
    public void close() {
        model.close();
    }
}
