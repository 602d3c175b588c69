package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;

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
            throw wrong("\"%s\" is not a device".formatted(name), "Use cpu, gpu, gpu:1 or auto");
        }
        int number = name.equals("gpu") ? 0 : Integer.parseInt(name.substring("gpu:".length()));
        if (number >= count) {
            throw wrong(
                    "%s is not there: the engine sees %s".formatted(name, count == 0 ? "no GPU" : count + " of them"),
                    "Use cpu, or give the engine a CUDA build of libtorch; the README says how");
        }
        return Device.gpu(number);
    }

    private static InputException wrong(String what, String advice) {
        return new InputException(Place.of("--device"), what, advice);
    }
}
