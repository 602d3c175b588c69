package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Frequencies;
import dev.mergesweep.evaluator.architecture.Rotary;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rotary positions as {@code config.json} states them: {@code rope_theta} and {@code rope_scaling} (transformers 4) or
 * {@code rope_parameters} (transformers 5).
 */
final class RotaryReader {
    private enum Kind {
        DEFAULT,
        LINEAR,
        LLAMA3
    }

    private static final Map<String, Kind> KINDS =
            Map.of("default", Kind.DEFAULT, "linear", Kind.LINEAR, "llama3", Kind.LLAMA3);

    private RotaryReader() {}

    /** @param size elements of a head that are turned */
    static Rotary of(Config config, int size) {
        double theta = config.positive("rope_theta", 10_000);
        Config parameters = config.object("rope_parameters");
        if (parameters == null) {
            parameters = config.object("rope_scaling");
        }
        return new Rotary(size, false, frequencies(config, parameters, theta));
    }

    private static Frequencies frequencies(Config config, @Nullable Config scaling, double theta) {
        if (scaling == null) {
            return new Frequencies.Base(theta);
        }
        double base = scaling.positive("rope_theta", theta);
        Kind kind = scaling.choice(scaling.has("rope_type") ? "rope_type" : "type", KINDS, "default");
        scaling.ignore("type", "rope_type");
        Frequencies frequencies = switch (kind) {
            case DEFAULT -> new Frequencies.Base(base);
            case LINEAR -> new Frequencies.Linear(base, scaling.positive("factor"));
            case LLAMA3 ->
                new Frequencies.Llama3(
                        base,
                        scaling.positive("factor"),
                        scaling.positive("low_freq_factor"),
                        scaling.positive("high_freq_factor"),
                        scaling.integer("original_max_position_embeddings", 1, Integer.MAX_VALUE));
        };
        scaling.account();
        return frequencies;
    }
}
