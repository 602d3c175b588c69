package dev.mergesweep.evaluator.djl;

import ai.djl.Device;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.List;
import java.util.Locale;

/**
 * What computes a forward pass.
 *
 * @param type of weights and hidden states
 * @param device {@code cpu}, {@code gpu}, {@code gpu:1}, or {@code auto}: the first GPU if there is one
 * @param threads packs computed side by side on a CPU; changes no bit of a score
 */
public record Compute(Type type, String device, int threads) {

    /** Of weights and hidden states. */
    public enum Type {
        FLOAT32,
        BFLOAT16;

        /** As options, files and scores name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What {@code auto} is on a device. */
        static Type on(Device device) {
            return device.isGpu() ? BFLOAT16 : FLOAT32;
        }
    }

    /** Leaves the choice of the type to the device: float32 on a CPU, bfloat16 on a GPU. */
    public static final String AUTO = "auto";

    /** Words for a type. */
    public static final List<String> TYPES = List.of(AUTO, Type.FLOAT32.word(), Type.BFLOAT16.word());

    public Compute {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads; at least one is needed");
        }
    }

    /**
     * What the words of a command line or an experiment ask for. Starts the engine where it must be asked for a GPU.
     *
     * @param type one of {@link #TYPES}
     * @param threads 0: one a core
     * @throws InputException where there is no such type or device
     */
    public static Compute of(String type, String device, int threads) {
        requireType(type);
        Type chosen = type.equals(AUTO) ? Type.on(Devices.of(device)) : Type.valueOf(type.toUpperCase(Locale.ROOT));
        return new Compute(
                chosen, device, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    }

    /** @throws InputException where {@code --compute} names no type */
    public static void requireType(String type) {
        if (!TYPES.contains(type)) {
            throw new InputException(
                    Place.of("--compute"),
                    "\"%s\" is not a compute type".formatted(type),
                    "Use auto, float32 or bfloat16");
        }
    }

    /** Whether this machine's CPU would compute, and faster in bfloat16: it multiplies such numbers as they are. */
    public boolean fasterInBfloat16() {
        return type == Type.FLOAT32
                && CpuFeatures.ofThisMachine().bfloat16()
                && !Devices.of(device).isGpu();
    }
}
