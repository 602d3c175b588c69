package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Modules by their source, each made once. */
final class Modules implements AutoCloseable {
    private final Device device;
    private final boolean differentiable;
    private final Map<String, TorchScriptModule> made = new ConcurrentHashMap<>();

    /** @param differentiable see {@link TorchScriptModule#of} */
    Modules(Device device, boolean differentiable) {
        this.device = device;
        this.differentiable = differentiable;
    }

    Device device() {
        return device;
    }

    TorchScriptModule of(String source) {
        return made.computeIfAbsent(source, methods -> TorchScriptModule.of(methods, device, differentiable));
    }

    @Override
    public void close() {
        made.values().forEach(TorchScriptModule::close);
        made.clear();
    }
}
