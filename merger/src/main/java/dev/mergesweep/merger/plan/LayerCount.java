package dev.mergesweep.merger.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where config.json says how many layers a stack has.
 *
 * @param path keys from the root: {@code [text_config, num_hidden_layers]}
 */
record LayerCount(List<String> path) {
    private static final List<String> KEYS = List.of(
            "num_hidden_layers",
            "n_layer",
            "n_layers",
            "num_layers",
            "num_decoder_layers",
            "decoder_layers",
            "encoder_layers",
            "num_encoder_layers",
            "depth");
    private static final List<String> TEXT =
            List.of("", "text_config", "language_config", "llm_config", "thinker_config");

    static boolean isCount(String key) {
        return KEYS.contains(key);
    }

    /** The key that counts a stack with that many layers. */
    static Optional<LayerCount> find(ObjectNode config, String stack, int layers) {
        List<String> sections = sections(config, stack);
        return sections.stream()
                .flatMap(section -> KEYS.stream()
                        .map(key -> section.isEmpty() ? List.of(key) : Arrays.asList(section, key))
                        .filter(path ->
                                at(config, path).isInt() && at(config, path).asInt() == layers))
                .findFirst()
                .map(LayerCount::new);
    }

    /** Sections of config.json in the order in which they are asked; one whose name is in the stack's goes first. */
    private static List<String> sections(ObjectNode config, String stack) {
        List<String> named = config.propertyNames().stream()
                .filter(name -> name.endsWith("_config") && stack.contains(name.replace("_config", "")))
                .toList();
        return Stream.concat(named.stream(), TEXT.stream()).toList();
    }

    /** The section of a configuration that holds the count. */
    ObjectNode section(ObjectNode config) {
        JsonNode node = config;
        for (String key : path.subList(0, path.size() - 1)) {
            node = node.path(key);
        }
        return (ObjectNode) node;
    }

    String key() {
        return path.getLast();
    }

    private static JsonNode at(JsonNode node, List<String> path) {
        JsonNode found = node;
        for (String key : path) {
            found = found.path(key);
        }
        return found;
    }
}
