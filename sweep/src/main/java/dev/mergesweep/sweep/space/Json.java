package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Entry;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** YAML values as JSON, for the store and for whatever shows a candidate's axes. */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Beyond it a double does not hold every whole number. */
    private static final double WHOLE = 1L << 53;

    private Json() {}

    static JsonNode of(YamlNode node) {
        return switch (node) {
            case Scalar scalar -> scalar(scalar.value());
            case Sequence(var _, List<YamlNode> items) -> {
                ArrayNode array = NODES.arrayNode();
                items.forEach(item -> array.add(of(item)));
                yield array;
            }
            case Mapping(var _, List<Entry> entries) -> {
                ObjectNode object = NODES.objectNode();
                entries.forEach(entry -> object.set(entry.key().text(), of(entry.value())));
                yield object;
            }
        };
    }

    private static JsonNode scalar(ScalarValue value) {
        return switch (value) {
            case ScalarValue.Null() -> NODES.nullNode();
            case ScalarValue.Bool(boolean bool) -> NODES.booleanNode(bool);
            case ScalarValue.Whole(var whole) ->
                whole.bitLength() < Long.SIZE ? NODES.numberNode(whole.longValue()) : NODES.numberNode(whole);
            case ScalarValue.Real(double real) -> real(real);
            case ScalarValue.Text(String text) -> NODES.stringNode(text);
        };
    }

    /** 1.0 and 1 are the same value and look the same; JSON has no NaN. */
    private static JsonNode real(double real) {
        if (real == Math.rint(real) && Math.abs(real) < WHOLE) {
            return NODES.numberNode((long) real);
        }
        return Double.isFinite(real) ? NODES.numberNode(real) : NODES.stringNode(Double.toString(real));
    }
}
