package dev.mergesweep.evaluator.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Special tokens and chat template against the parents'. The two are what a merge is most often released with wrongly: its
 * weights know the parents' turns of conversation, and nobody sees from its files that it is spoken to in others.
 */
final class Inheritance {
    private static final List<String> TOKENS = List.of("bos_token", "eos_token", "pad_token", "unk_token");

    private Inheritance() {}

    /** What a folder's files say of one model. */
    private record Speech(Map<String, String> tokens, String template) {
        boolean empty() {
            return tokens.isEmpty() && template.isEmpty();
        }
    }

    static List<Finding> of(Path checkpoint) throws IOException {
        Ancestry ancestry = Ancestry.of(checkpoint);
        Map<String, Speech> parents = new TreeMap<>();
        for (Map.Entry<String, Path> parent : ancestry.folders().entrySet()) {
            Speech speech = speech(parent.getValue());
            if (!speech.empty()) {
                parents.put(parent.getKey(), speech);
            }
        }
        if (parents.isEmpty()) {
            return List.of(Finding.skip(
                    Check.INHERITANCE,
                    ancestry.missing().isEmpty()
                            ? "no parents with a tokenizer are known"
                            : "not on this machine: " + String.join(", ", ancestry.missing())));
        }
        Speech own = speech(checkpoint);
        List<String> strange = strange(own, parents, ancestry.ownTemplate());
        String names = String.join(" and ", parents.keySet());
        if (strange.isEmpty()) {
            return List.of(Finding.pass(Check.INHERITANCE, "special tokens and chat template agree with " + names));
        }
        if (!ancestry.missing().isEmpty()) {
            return List.of(Finding.skip(
                    Check.INHERITANCE,
                    "%s not as in %s, and not on this machine: %s"
                            .formatted(String.join(", ", strange), names, String.join(", ", ancestry.missing()))));
        }
        return List.of(Finding.warn(
                Check.INHERITANCE,
                "%s: not as in %s".formatted(String.join(", ", strange), names),
                "Copy the tokenizer's files from the parent whose conversations it shall speak"));
    }

    private static List<String> strange(Speech own, Map<String, Speech> parents, boolean ownTemplate) {
        List<String> strange = new ArrayList<>();
        if (parents.values().stream().noneMatch(parent -> parent.tokens().equals(own.tokens()))) {
            strange.add("special tokens " + own.tokens());
        }
        if (!ownTemplate
                && parents.values().stream()
                        .noneMatch(parent -> parent.template().equals(own.template()))) {
            strange.add(own.template().isEmpty() ? "no chat template" : "the chat template");
        }
        return strange;
    }

    private static Speech speech(Path folder) throws IOException {
        JsonNode settings = json(folder.resolve("tokenizer_config.json"));
        Map<String, String> tokens = new TreeMap<>();
        for (String key : TOKENS) {
            JsonNode token = settings.path(key);
            String content = token.isObject() ? token.path("content").asString("") : token.asString("");
            if (!content.isEmpty()) {
                tokens.put(key, content);
            }
        }
        Path file = folder.resolve("chat_template.jinja");
        JsonNode template = settings.path("chat_template");
        String text = template.isString() ? template.asString() : template.isMissingNode() ? "" : template.toString();
        return new Speech(tokens, (Files.isRegularFile(file) ? Files.readString(file) : text).strip());
    }

    /** Nothing where the file is missing or broken, which other checks tell. */
    private static JsonNode json(Path file) throws IOException {
        try {
            return Files.isRegularFile(file)
                    ? JsonMapper.shared().readTree(Files.readAllBytes(file))
                    : JsonMapper.shared().missingNode();
        } catch (JacksonException e) {
            return JsonMapper.shared().missingNode();
        }
    }
}
