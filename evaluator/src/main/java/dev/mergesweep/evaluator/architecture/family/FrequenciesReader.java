package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Frequencies;
import dev.mergesweep.evaluator.architecture.LongFrequencies;
import dev.mergesweep.evaluator.architecture.YarnFrequencies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One {@code rope_scaling} or {@code rope_parameters}. */
final class FrequenciesReader {
    private enum Kind {
        DEFAULT,
        LINEAR,
        DYNAMIC,
        LLAMA3,
        YARN,
        LONGROPE
    }

    private static final Map<String, Kind> KINDS = Map.of(
            "default", Kind.DEFAULT,
            "linear", Kind.LINEAR,
            "dynamic", Kind.DYNAMIC,
            "llama3", Kind.LLAMA3,
            "yarn", Kind.YARN,
            "longrope", Kind.LONGROPE,
            // Phi 3 before it was renamed.
            "su", Kind.LONGROPE);

    private final Config config;
    private final Config scaling;
    private final double theta;

    private FrequenciesReader(Config config, Config scaling, double theta) {
        this.config = config;
        this.scaling = scaling;
        this.theta = scaling.positive("rope_theta", theta);
    }

    /** @param theta where {@code scaling} names none */
    static Frequencies read(Config config, @Nullable Config scaling, double theta) {
        if (scaling == null) {
            config.ignore("original_max_position_embeddings");
            return new Frequencies.Base(theta);
        }
        Kind kind = scaling.choice(scaling.has("rope_type") ? "rope_type" : "type", KINDS, "default");
        scaling.ignore("type", "rope_type");
        Frequencies frequencies = new FrequenciesReader(config, scaling, theta).read(kind);
        scaling.account();
        return frequencies;
    }

    private Frequencies read(Kind kind) {
        return switch (kind) {
            case DEFAULT -> new Frequencies.Base(theta);
            case LINEAR -> new Frequencies.Linear(theta, scaling.positive("factor"));
            case DYNAMIC -> new Frequencies.Dynamic(theta, scaling.positive("factor"), positions());
            case LLAMA3 ->
                new Frequencies.Llama3(
                        theta,
                        scaling.positive("factor"),
                        scaling.positive("low_freq_factor"),
                        scaling.positive("high_freq_factor"),
                        original());
            case YARN -> yarn();
            case LONGROPE -> longRope();
        };
    }

    private Frequencies yarn() {
        int original = original();
        double factor = scaling.positive("factor", (double) positions() / original);
        double own = scaling.positive("mscale", 0);
        double all = scaling.positive("mscale_all_dim", 0);
        double magnitude = own > 0 && all > 0
                ? YarnFrequencies.magnitude(factor, own) / YarnFrequencies.magnitude(factor, all)
                : YarnFrequencies.magnitude(factor, 1);
        return new YarnFrequencies(
                theta,
                factor,
                new YarnFrequencies.Ramp(
                        scaling.positive("beta_fast", 32),
                        scaling.positive("beta_slow", 1),
                        scaling.flag("truncate", true)),
                original,
                scaling.positive("attention_factor", magnitude));
    }

    private Frequencies longRope() {
        int original = original();
        double factor = scaling.positive("factor", (double) positions() / original);
        double magnitude = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
        List<Double> shortFactors = scaling.numbers("short_factor");
        List<Double> longFactors = scaling.numbers("long_factor");
        if (shortFactors.isEmpty() || shortFactors.size() != longFactors.size()) {
            scaling.error("long_factor", "must have as many numbers as short_factor, and both at least one", "");
        }
        return new LongFrequencies(
                theta, shortFactors, longFactors, original, scaling.positive("attention_factor", magnitude));
    }

    private int positions() {
        return config.integer("max_position_embeddings", 1, Integer.MAX_VALUE, 2048);
    }

    /** Context before stretching, which Phi 3 states beside {@code rope_scaling}. */
    private int original() {
        int beside = config.integer("original_max_position_embeddings", 1, Integer.MAX_VALUE, positions());
        return scaling.integer("original_max_position_embeddings", 1, Integer.MAX_VALUE, beside);
    }
}
