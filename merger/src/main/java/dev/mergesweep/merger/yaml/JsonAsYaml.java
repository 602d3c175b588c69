package dev.mergesweep.merger.yaml;

import dev.mergesweep.merger.yaml.YamlNode.Entry;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A JSON value in block style, for files that people read. */
public final class JsonAsYaml {
    private static final Place NOWHERE = Place.of("json");

    private JsonAsYaml() {}

    public static String write(JsonNode json) {
        return YamlWriter.write(node(json));
    }

    private static YamlNode node(JsonNode json) {
        if (json.isObject()) {
            List<Entry> entries = json.properties().stream()
                    .map(property -> new Entry(Scalar.text(NOWHERE, property.getKey()), node(property.getValue())))
                    .toList();
            return new Mapping(NOWHERE, entries);
        }
        return json.isArray()
                ? new Sequence(NOWHERE, json.valueStream().map(JsonAsYaml::node).toList())
                : new Scalar(NOWHERE, json.asString(), value(json));
    }

    private static ScalarValue value(JsonNode json) {
        if (json.isNull()) {
            return new ScalarValue.Null();
        }
        if (json.isBoolean()) {
            return new ScalarValue.Bool(json.booleanValue());
        }
        if (json.isIntegralNumber()) {
            return new ScalarValue.Whole(json.bigIntegerValue());
        }
        return json.isNumber() ? new ScalarValue.Real(json.doubleValue()) : new ScalarValue.Text(json.asString());
    }
}
