package dev.mergesweep.evaluator.tokenizer;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a checkpoint's folder says of its tokenizer.
 *
 * @param tokenizer {@code tokenizer.json}
 * @param settings {@code tokenizer_config.json}; empty where there is none
 * @param model {@code config.json}; empty where there is none
 */
record TokenizerFiles(Path file, ObjectNode tokenizer, ObjectNode settings, ObjectNode model) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Classes of transformers that rebuild the post-processor from {@code add_bos_token}, whatever the file says. */
    private static final Set<String> REBUILDING = Set.of(
            "LlamaTokenizer",
            "LlamaTokenizerFast",
            "CodeLlamaTokenizer",
            "CodeLlamaTokenizerFast",
            "GemmaTokenizer",
            "GemmaTokenizerFast",
            "CohereTokenizer",
            "CohereTokenizerFast");

    static TokenizerFiles read(Path folder) throws IOException {
        Path file = folder.resolve("tokenizer.json");
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    Place.of(file.toString()),
                    "there is no such file",
                    "A tokenizer is read from tokenizer.json; save it once with transformers to get one");
        }
        return new TokenizerFiles(
                file,
                object(file),
                optional(folder.resolve("tokenizer_config.json")),
                optional(folder.resolve("config.json")));
    }

    /** Id of the token that begins a text, where the files name one. */
    OptionalLong bos() {
        return special("bos_token");
    }

    /** Id of the token that ends a text, where the files name one. */
    OptionalLong eos() {
        return special("eos_token");
    }

    /** What transformers' class makes of BOS at the start, where it overrules {@code tokenizer.json}; null where it does not. */
    @Nullable
    Boolean addsBosByClass() {
        JsonNode adds = settings.path("add_bos_token");
        return adds.isBoolean()
                        && REBUILDING.contains(settings.path("tokenizer_class").asString(""))
                ? adds.booleanValue()
                : null;
    }

    /** The largest id that the tokenizer can give; -1 where it has none. */
    long largestId() {
        long largest = -1;
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        if (vocabulary.isArray()) {
            largest = vocabulary.size() - 1L;
        } else {
            for (JsonNode id : vocabulary) {
                largest = Math.max(largest, id.asLong(-1));
            }
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            largest = Math.max(largest, added.path("id").asLong(-1));
        }
        return largest;
    }

    private OptionalLong special(String key) {
        JsonNode token = settings.path(key);
        String content = token.isObject() ? token.path("content").asString("") : token.asString("");
        OptionalLong id = content.isEmpty() ? OptionalLong.empty() : idOf(content);
        JsonNode stated = model.path(key + "_id");
        if (id.isPresent() || settings.has(key) || !stated.isIntegralNumber()) {
            return id;
        }
        return OptionalLong.of(stated.longValue());
    }

    private OptionalLong idOf(String content) {
        for (JsonNode added : tokenizer.path("added_tokens")) {
            if (added.path("content").asString("").equals(content)) {
                return OptionalLong.of(added.path("id").asLong());
            }
        }
        JsonNode vocabulary = tokenizer.path("model").path("vocab");
        if (vocabulary.isObject()) {
            JsonNode id = vocabulary.get(content);
            return id == null ? OptionalLong.empty() : OptionalLong.of(id.asLong());
        }
        return inPieces(vocabulary, content);
    }

    private static OptionalLong inPieces(JsonNode pieces, String content) {
        for (int id = 0; id < pieces.size(); id++) {
            if (pieces.path(id).path(0).asString("").equals(content)) {
                return OptionalLong.of(id);
            }
        }
        return OptionalLong.empty();
    }

    byte[] bytes() {
        return tokenizer.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode optional(Path file) throws IOException {
        return Files.isRegularFile(file) ? object(file) : JSON.createObjectNode();
    }

    private static ObjectNode object(Path file) throws IOException {
        JsonNode node;
        try {
            node = JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw new InputException(
                    new Place(file.toString(), line, 0),
                    "this is not JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    "Copy the file again from where the checkpoint came from");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new InputException(List.of(new dev.mergesweep.merger.yaml.Problem(
                Place.of(file.toString()),
                "",
                "this holds no JSON object",
                "Copy the file again from where the checkpoint came from")));
    }
}
