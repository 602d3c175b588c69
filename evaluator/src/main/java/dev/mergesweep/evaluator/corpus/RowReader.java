package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Document.Span;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row of a file as a document: a text; or a prompt and its completion, of which only the completion counts; or a
 * conversation, of which only what the assistant says counts.
 *
 * @param field the text's, or the conversation's; empty: what the row offers, {@code text} first
 * @param shared takes what other rows are likely to have wrong too
 */
record RowReader(String field, Conversation conversation, SharedMistakes shared, Problems problems) {
    private static final String TEXT = "text";
    private static final String MESSAGES = "messages";
    private static final String PROMPT = "prompt";
    private static final String COMPLETION = "completion";
    private static final String ID = "id";
    private static final String ADVICE = "Name the field that holds the text";

    /** Fields that may be asked of a row, the one that is wanted first. */
    List<String> fields() {
        return field.isEmpty() ? List.of(TEXT, ID, MESSAGES, PROMPT, COMPLETION) : List.of(field, ID, PROMPT);
    }

    /** Whether a field can hold a document, and not just name it or what comes before it. */
    boolean holdsDocuments(String name) {
        return field.isEmpty() ? !name.equals(ID) && !name.equals(PROMPT) : name.equals(field);
    }

    /** The row as a document; null where it is wrong, and then a problem says how. */
    @Nullable
    Document document(JsonNode row, Place place, String number) {
        if (!row.isObject()) {
            problems.error(place, "", "a row is a JSON object, not " + kind(row), "Write {\"text\": \"...\"}");
            return null;
        }
        String key = key(row);
        JsonNode value = row.get(key);
        if (value == null) {
            shared.missing(place, key, row.propertyNames());
            return null;
        }
        String id = id(row, number);
        if (value.isArray()) {
            return conversation(id, value, place, key);
        }
        if (key.equals(COMPLETION) && row.has(PROMPT)) {
            return completion(id, row, place);
        }
        String text = text(row, key, place);
        return text == null ? null : new Document(id, text);
    }

    private String key(JsonNode row) {
        if (!field.isEmpty() || row.has(TEXT)) {
            return field.isEmpty() ? TEXT : field;
        }
        if (row.has(MESSAGES)) {
            return MESSAGES;
        }
        return row.has(PROMPT) && row.has(COMPLETION) ? COMPLETION : TEXT;
    }

    private @Nullable Document conversation(String id, JsonNode messages, Place place, String key) {
        try {
            return conversation.render(id, messages);
        } catch (IllegalArgumentException e) {
            shared.unfit(
                    place, key, String.valueOf(e.getMessage()), "Or give the rendered text as prompt and completion");
            return null;
        }
    }

    private @Nullable Document completion(String id, JsonNode row, Place place) {
        String prompt = text(row, PROMPT, place);
        String completion = text(row, COMPLETION, place);
        if (prompt == null || completion == null) {
            return null;
        }
        if (completion.isEmpty()) {
            problems.error(
                    place, COMPLETION, "the completion is empty, so nothing of the row counts", "Leave the row out");
            return null;
        }
        String text = prompt + completion;
        return new Document(id, text, List.of(new Span(prompt.length(), text.length())));
    }

    private @Nullable String text(JsonNode row, String key, Place place) {
        JsonNode value = row.path(key);
        if (!value.isString()) {
            shared.unfit(place, key, "a text is a string, not " + kind(value), ADVICE);
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
        JsonNode id = row.get(ID);
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
}
