package dev.mergesweep.evaluator.architecture.family;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The architectures that can be scored, by {@code model_type}. A new one is a new class and a line here. */
public final class Families {
    private static final Map<String, Function<Config, Architecture>> BY_TYPE =
            Map.of("llama", Llama::read, "mistral", Mistral::read, "qwen2", Qwen2::read);

    private Families() {}

    /**
     * What a {@code config.json} describes.
     *
     * @param file what messages call the config
     * @throws InputException where the architecture is not known, a value is wrong, or a key is not understood
     */
    public static Architecture read(ObjectNode config, String file) {
        JsonNode type = config.get("model_type");
        Function<Config, Architecture> family =
                type != null && type.isString() ? BY_TYPE.get(type.stringValue()) : null;
        if (family == null) {
            throw new InputException(
                    Place.of(file),
                    "model_type %s is not an architecture that can be scored".formatted(type),
                    "Known are " + String.join(", ", new TreeSet<>(BY_TYPE.keySet())));
        }
        Config reader = Config.of(config, file);
        Architecture architecture = family.apply(reader);
        reader.finish();
        return architecture;
    }
}
