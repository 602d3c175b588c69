package dev.mergesweep.evaluator.validation;

import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Ids of BOS, EOS and padding in {@code config.json}, {@code generation_config.json} and the tokenizer's files. */
final class SpecialTokens {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Checkpoint checkpoint;
    private final List<Finding> findings = new ArrayList<>();

    private SpecialTokens(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    static List<Finding> of(Checkpoint checkpoint) throws IOException {
        SpecialTokens tokens = new SpecialTokens(checkpoint);
        ObjectNode generation = tokens.object("generation_config.json");
        for (String key : List.of("bos_token_id", "eos_token_id", "pad_token_id")) {
            tokens.compare(key, generation);
        }
        tokens.named(generation);
        return tokens.findings;
    }

    private void compare(String key, ObjectNode generation) {
        Set<Long> config = ids(checkpoint.config().path(key));
        Set<Long> generated = ids(generation.path(key));
        long rows = WeightChecks.vocabulary(checkpoint);
        for (Set<Long> ids : List.of(config, generated)) {
            ids.stream()
                    .filter(id -> id < 0 || id >= rows)
                    .forEach(id -> findings.add(Finding.fail(
                            Check.SPECIAL_TOKENS,
                            "%s is %d, but the embedding has %d rows"
                                    .formatted(
                                            (ids == config ? "config.json: " : "generation_config.json: ") + key,
                                            id,
                                            rows),
                            "Copy the file from the parent whose tokenizer this is")));
        }
        boolean overlap = config.stream().anyMatch(generated::contains);
        if (!config.isEmpty() && !generated.isEmpty() && !overlap) {
            findings.add(Finding.fail(
                    Check.SPECIAL_TOKENS,
                    "%s is %s in config.json and %s in generation_config.json".formatted(key, config, generated),
                    "Generation would not stop where the model does: make them agree"));
        }
    }

    /** The tokens that tokenizer_config.json names must be tokens of tokenizer.json, and the last one what generation stops at. */
    private void named(ObjectNode generation) throws IOException {
        ObjectNode settings = object("tokenizer_config.json");
        JsonNode tokenizer = object("tokenizer.json");
        if (tokenizer.isEmpty()) {
            return;
        }
        for (String key : List.of("bos_token", "eos_token", "pad_token", "unk_token")) {
            JsonNode token = settings.path(key);
            String content = token.isObject() ? token.path("content").asString("") : token.asString("");
            OptionalLong id = id(tokenizer, content);
            if (key.equals("eos_token") && id.isPresent()) {
                stops(content, id.getAsLong(), generation);
            }
            if (!content.isEmpty() && id.isEmpty()) {
                findings.add(Finding.fail(
                        Check.SPECIAL_TOKENS,
                        "tokenizer_config.json names %s \"%s\", which tokenizer.json does not have"
                                .formatted(key, content),
                        "Take both files from one model"));
            }
        }
    }

    private void stops(String content, long id, ObjectNode generation) {
        Set<Long> ends = ids(generation.path("eos_token_id"));
        ends.addAll(ids(checkpoint.config().path("eos_token_id")));
        // An id beyond the embedding is told by the tokenizer's own check.
        if (!ends.isEmpty() && !ends.contains(id) && id < WeightChecks.vocabulary(checkpoint)) {
            findings.add(Finding.warn(
                    Check.SPECIAL_TOKENS,
                    "the tokenizer ends with \"%s\", %d, but generation stops at %s".formatted(content, id, ends),
                    "It will not stop where it was taught to: add the id to eos_token_id of generation_config.json"));
        }
    }

    private static OptionalLong id(JsonNode tokenizer, String content) {
        for (JsonNode added : tokenizer.path("added_tokens")) {
            if (added.path("content").asString("").equals(content)) {
                return OptionalLong.of(added.path("id").asLong(-1));
            }
        }
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        if (vocabulary.isObject()) {
            JsonNode id = vocabulary.path(content);
            return id.isIntegralNumber() ? OptionalLong.of(id.longValue()) : OptionalLong.empty();
        }
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.path(id).path(0).asString("").equals(content)) {
                return OptionalLong.of(id);
            }
        }
        return OptionalLong.empty();
    }

    private static Set<Long> ids(JsonNode node) {
        Set<Long> ids = new TreeSet<>();
        if (node.isIntegralNumber()) {
            ids.add(node.longValue());
        }
        node.forEach(id -> ids.addAll(ids(id)));
        return ids;
    }

    /** Empty where the file is missing; a broken one is a finding. */
    private ObjectNode object(String file) throws IOException {
        Path path = checkpoint.folder().resolve(file);
        if (Files.isRegularFile(path)) {
            try {
                if (JSON.readTree(Files.readAllBytes(path)) instanceof ObjectNode object) {
                    return object;
                }
                findings.add(Finding.fail(Check.SPECIAL_TOKENS, file + " is no JSON object", "Copy it again"));
            } catch (JacksonException e) {
                // The tokenizer's own check tells of a broken tokenizer.json.
                if (!file.equals("tokenizer.json")) {
                    findings.add(Finding.fail(Check.SPECIAL_TOKENS, file + " is not JSON", "Copy it again"));
                }
            }
        }
        return JSON.createObjectNode();
    }
}
