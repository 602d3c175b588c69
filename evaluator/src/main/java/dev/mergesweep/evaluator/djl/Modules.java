package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Modules by their source, each made once. */
final class Modules implements AutoCloseable {
    private final Device device;
    private final Map<String, TorchScriptModule> made = new ConcurrentHashMap<>();

    Modules(Device device) {
        this.device = device;
    }

    TorchScriptModule of(String source) {
        return made.computeIfAbsent(source, methods -> TorchScriptModule.of(methods, device));
    }

    @Override
    public void close() {
        made.values().forEach(TorchScriptModule::close);
        made.clear();
    }
}
