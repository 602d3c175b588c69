package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One line of a JSONL file as a document. */
record JsonRow(String field, Problems problems) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String TEXT = "text";

    /** The row as a document; null where it is wrong, and then a problem says how. */
    @Nullable
    Document document(String line, Place place, String number) {
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (JacksonException e) {
            problems.error(
                    place,
                    "",
                    "this is not JSON: " + firstLine(e.getOriginalMessage()),
                    "Write one JSON object a line");
            return null;
        }
        if (!row.isObject()) {
            problems.error(place, "", "a row is a JSON object, not " + kind(row), "Write {\"text\": \"...\"}");
            return null;
        }
        String text = text(row, place);
        return text == null ? null : new Document(id(row, number), text);
    }

    private @Nullable String text(JsonNode row, Place place) {
        String key = field.isEmpty() ? TEXT : field;
        JsonNode value = row.get(key);
        if (value == null) {
            problems.error(
                    place,
                    key,
                    "the row has no such field, only " + String.join(", ", row.propertyNames()),
                    "Name the field that holds the text");
            return null;
        }
        if (!value.isString()) {
            problems.error(place, key, "a text is a string, not " + kind(value), "Name the field that holds the text");
            return null;
        }
        if (Utf8.hasLoneSurrogate(value.stringValue())) {
            problems.error(
                    place,
                    key,
                    "the text holds half of a surrogate pair (\\ud800 to \\udfff)",
                    "Write whole characters");
            return null;
        }
        return value.stringValue();
    }

    private static String id(JsonNode row, String number) {
        JsonNode id = row.get("id");
        return id == null || id.isNull() || id.isContainer() ? number : id.asString();
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> "an object";
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case BINARY -> "bytes";
            case MISSING -> "nothing";
        };
    }

    private static String firstLine(@Nullable String message) {
        return message == null
                ? "it cannot be parsed"
                : message.lines().findFirst().orElse("");
    }
}
