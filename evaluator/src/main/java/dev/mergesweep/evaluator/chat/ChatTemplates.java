package dev.mergesweep.evaluator.chat;

import dev.mergesweep.evaluator.corpus.Conversation;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the chat template of a checkpoint. */
public final class ChatTemplates {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SPECIAL = "_token";

    private ChatTemplates() {}

    /**
     * The template in {@code chat_template.jinja}, else in {@code tokenizer_config.json}; where there is none,
     * {@link Conversation#NONE}.
     *
     * @throws InputException where {@code tokenizer_config.json} is broken
     */
    public static Conversation of(Path folder) throws IOException {
        JsonNode settings = settings(folder.resolve("tokenizer_config.json"));
        Path file = folder.resolve("chat_template.jinja");
        String source = Files.isRegularFile(file) ? Files.readString(file) : source(settings.path("chat_template"));
        return source == null ? Conversation.NONE : new ChatTemplate(source, specialTokens(settings));
    }

    /** One template, or several of which one is the default. */
    private static @Nullable String source(JsonNode template) {
        if (template.isString()) {
            return template.stringValue();
        }
        for (JsonNode named : template) {
            if (named.path("name").asString("").equals("default")
                    && named.path("template").isString()) {
                return named.path("template").stringValue();
            }
        }
        return null;
    }

    private static Map<String, String> specialTokens(JsonNode settings) {
        Map<String, String> tokens = new HashMap<>();
        settings.properties().forEach(entry -> {
            JsonNode token = entry.getValue().isObject() ? entry.getValue().path("content") : entry.getValue();
            if (entry.getKey().endsWith(SPECIAL) && token.isString()) {
                tokens.put(entry.getKey(), token.stringValue());
            }
        });
        return tokens;
    }

    private static JsonNode settings(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? JSON.readTree(Files.readAllBytes(file)) : JSON.createObjectNode();
        } catch (JacksonException e) {
            throw new InputException(
                    Place.of(file.toString()),
                    "this is not JSON",
                    "Copy the file again from where the checkpoint came from");
        }
    }
}
