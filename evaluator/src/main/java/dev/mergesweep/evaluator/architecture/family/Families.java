package dev.mergesweep.evaluator.architecture.family;

import static java.util.Map.entry;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The architectures that can be scored, by {@code model_type}. A new one is a new class and a line here. */
public final class Families {
    private static final Map<String, Function<Config, Architecture>> BY_TYPE = Map.ofEntries(
            entry("cohere", Cohere::read),
            entry("cohere2", Cohere2::read),
            entry("gemma", Gemma::read),
            entry("gemma2", Gemma2::read),
            entry("gemma3_text", Gemma3::read),
            entry("glm", Glm::read),
            entry("glm4", Glm::read4),
            entry("gpt2", Gpt2::read),
            entry("gpt_neox", GptNeoX::read),
            entry("granite", Granite::read),
            entry("llama", Llama::read),
            entry("mistral", Mistral::read),
            entry("mixtral", Mixtral::read),
            entry("olmo2", Olmo2::read),
            entry("phi3", Phi3::read),
            entry("qwen2", Qwen2::read),
            entry("qwen3", Qwen3::read),
            entry("qwen3_moe", Qwen3Moe::read),
            entry("smollm3", SmolLm3::read),
            entry("stablelm", StableLm::read),
            entry("starcoder2", StarCoder2::read));

    private Families() {}

    /**
     * What a {@code config.json} describes.
     *
     * @param file what messages call the config
     * @param tensors names in the checkpoint, for architectures that come with more than one naming; may be empty
     * @throws InputException where the architecture is not known, a value is wrong, or a key is not understood
     */
    public static Architecture read(ObjectNode config, String file, Set<String> tensors) {
        JsonNode type = config.get("model_type");
        Function<Config, Architecture> family =
                type != null && type.isString() ? BY_TYPE.get(type.stringValue()) : null;
        if (family == null) {
            throw new InputException(
                    Place.of(file),
                    type == null
                            ? "model_type is missing"
                            : "model_type %s is not an architecture that can be scored".formatted(type),
                    "Known are " + String.join(", ", new TreeSet<>(BY_TYPE.keySet())));
        }
        Config reader = Config.of(config, file, tensors);
        Architecture architecture = family.apply(reader);
        reader.finish();
        return architecture;
    }
}
