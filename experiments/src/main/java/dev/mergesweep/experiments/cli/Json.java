package dev.mergesweep.experiments.cli;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How JSON is printed. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String pretty(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** What is no number in JSON is a text. */
    static void put(ObjectNode node, String key, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            node.put(key, value.toString());
        } else {
            node.put(key, value);
        }
    }
}
