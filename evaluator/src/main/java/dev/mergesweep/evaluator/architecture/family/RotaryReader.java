package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Rotary;
import java.util.List;

/**
 * Rotary positions as {@code config.json} states them: {@code rope_theta} and {@code rope_scaling} (transformers 4) or
 * {@code rope_parameters} (transformers 5).
 */
final class RotaryReader {
    private static final double THETA = 10_000;

    private RotaryReader() {}

    /** @param size elements of a head, all turned */
    static Rotary of(Config config, int size) {
        return of(config, size, THETA);
    }

    /** @param theta where the config names none */
    static Rotary of(Config config, int size, double theta) {
        return turned(config, size, 1, theta);
    }

    /** @param share of a head that is turned, where {@code partial_rotary_factor} is missing */
    static Rotary partial(Config config, int size, double share) {
        return turned(config, size, config.positive("partial_rotary_factor", share), THETA);
    }

    /** GPT-NeoX has names of its own for share and base. */
    static Rotary neoX(Config config, int size) {
        double theta = config.positive("rotary_emb_base", THETA);
        return turned(config, size, config.positive("rotary_pct", 0.25), theta);
    }

    /** Gemma 3: one rotation for layers that see everything, one for those with a window. */
    static List<Rotary> fullAndSliding(Config config, int size) {
        double full = config.positive("rope_theta", 1_000_000);
        double sliding = config.positive("rope_local_base_freq", THETA);
        Config both = config.object("rope_parameters");
        Config scaling = both == null ? config.object("rope_scaling") : both.object("full_attention");
        Config local = both == null ? null : both.object("sliding_attention");
        if (both != null) {
            both.account();
        }
        return List.of(
                new Rotary(Math.max(2, size), even(config, size), false, FrequenciesReader.read(config, scaling, full)),
                new Rotary(
                        Math.max(2, size), even(config, size), false, FrequenciesReader.read(config, local, sliding)));
    }

    private static Rotary turned(Config config, int size, double share, double theta) {
        double base = config.positive("rope_theta", theta);
        Config parameters = config.object(config.has("rope_parameters") ? "rope_parameters" : "rope_scaling");
        double part = parameters == null ? share : parameters.positive("partial_rotary_factor", share);
        int turned = (int) (size * Math.min(1, part));
        return new Rotary(
                Math.max(2, size), even(config, turned), false, FrequenciesReader.read(config, parameters, base));
    }

    private static int even(Config config, int size) {
        if (size < 2 || size % 2 != 0) {
            config.error("head_dim", "makes %d elements to turn; it must be an even number".formatted(size), "");
            return 2;
        }
        return size;
    }
}
