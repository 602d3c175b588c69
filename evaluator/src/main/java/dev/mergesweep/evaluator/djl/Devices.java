package dev.mergesweep.evaluator.djl;

import ai.djl.Device;

/** Devices by the names that {@code --device} takes. */
final class Devices {
    private Devices() {}

    static Device of(String name) {
        int count = TorchEngine.start().getGpuCount();
        return switch (name) {
            case "cpu" -> Device.cpu();
            case "auto" -> count > 0 ? Device.gpu() : Device.cpu();
            default -> gpu(name, count);
        };
    }

    private static Device gpu(String name, int count) {
        if (!name.matches("gpu(:\\d{1,3})?")) {
            throw new IllegalArgumentException("\"%s\" is not a device. Use cpu, gpu, gpu:1 or auto".formatted(name));
        }
        int number = name.equals("gpu") ? 0 : Integer.parseInt(name.substring("gpu:".length()));
        if (number >= count) {
            throw new IllegalArgumentException("Device %s: the engine sees %d GPUs".formatted(name, count));
        }
        return Device.gpu(number);
    }
}
