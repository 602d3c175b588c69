package dev.mergesweep.evaluator.architecture.family;

import java.util.List;
import java.util.stream.IntStream;

/** How far each layer looks back: positions seen, the own one included; 0 means all. */
final class Windows {
    private static final String SLIDING = "sliding_attention";
    private static final String FULL = "full_attention";

    private Windows() {}

    /** {@code sliding_window}; 0 where it is missing. */
    static int window(Config config) {
        return config.integer("sliding_window", 1, Integer.MAX_VALUE, 0);
    }

    /**
     * Qwen's way: with {@code use_sliding_window} the layers from {@code max_window_layers} on have the window, unless
     * {@code layer_types} says which.
     */
    static List<Integer> above(Config config, int layers) {
        boolean used = config.flag("use_sliding_window", false);
        int window = window(config);
        int first = config.integer("max_window_layers", 0, Integer.MAX_VALUE, 28);
        if (config.has("layer_types")) {
            return byType(config, layers, used ? window : 0);
        }
        return IntStream.range(0, layers)
                .mapToObj(i -> used && i >= first ? window : 0)
                .toList();
    }

    /** Every layer but each {@code n}-th has the window. */
    static List<Integer> everyButNth(int layers, int window, int n) {
        return IntStream.range(0, layers)
                .mapToObj(i -> (i + 1) % n == 0 ? 0 : window)
                .toList();
    }

    /** As {@code layer_types} says, {@code window} in the sliding layers. */
    static List<Integer> byType(Config config, int layers, int window) {
        List<String> types = config.texts("layer_types");
        if (types.size() != layers) {
            config.error("layer_types", "has %d names for %d layers".formatted(types.size(), layers), "");
        }
        types.stream()
                .filter(type -> !type.equals(SLIDING) && !type.equals(FULL))
                .distinct()
                .forEach(type -> config.error(
                        "layer_types", "\"%s\" is not known".formatted(type), "Known are " + FULL + ", " + SLIDING));
        return IntStream.range(0, layers)
                .mapToObj(i -> i < types.size() && types.get(i).equals(SLIDING) ? window : 0)
                .toList();
    }
}
