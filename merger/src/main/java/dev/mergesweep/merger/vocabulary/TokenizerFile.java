package dev.mergesweep.merger.vocabulary;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A model's {@code tokenizer.json}: which token has which id. */
public final class TokenizerFile {
    static final String NAME = "tokenizer.json";

    /** Far beyond any vocabulary; a larger id would only ask for memory. */
    private static final int LARGEST_ID = 1 << 24;

    private final ObjectNode json;
    private final SequencedMap<String, Integer> ids;
    private final SequencedMap<String, ObjectNode> added;

    private TokenizerFile(ObjectNode json, SequencedMap<String, Integer> ids, SequencedMap<String, ObjectNode> added) {
        this.json = json;
        this.ids = ids;
        this.added = added;
    }

    /** Reads the tokenizer of a model's folder. @throws InputException where there is none, or a broken one */
    public static TokenizerFile read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    Place.of(file.toString()),
                    "there is no such file, and the recipe puts a tokenizer together",
                    "Save the tokenizer with transformers once, or leave tokenizer_source out");
        }
        return of(read(file, file.toString()), file.toString());
    }

    private static ObjectNode read(Path file, String name) {
        try {
            if (JsonMapper.shared().readTree(file.toFile()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new InputException(Place.of(name), "this is no JSON: " + e.getOriginalMessage(), "");
        }
        throw new InputException(Place.of(name), "this is no JSON object", "");
    }

    static TokenizerFile of(ObjectNode json, String name) {
        Map<String, Integer> found = new LinkedHashMap<>();
        JsonNode vocabulary = json.path("model").path("vocab");
        if (vocabulary.isArray()) {
            for (int id = 0; id < vocabulary.size(); id++) {
                found.put(vocabulary.get(id).path(0).asString(""), id);
            }
        } else {
            vocabulary
                    .properties()
                    .forEach(entry -> found.put(entry.getKey(), entry.getValue().asInt(-1)));
        }
        SequencedMap<String, ObjectNode> added = new LinkedHashMap<>();
        for (JsonNode token : json.path("added_tokens")) {
            if (token instanceof ObjectNode object && object.path("content").isString()) {
                added.put(object.path("content").asString(), object);
                found.put(object.path("content").asString(), object.path("id").asInt(-1));
            }
        }
        if (found.isEmpty() || found.values().stream().anyMatch(id -> id < 0 || id > LARGEST_ID)) {
            throw new InputException(Place.of(name), "this tokenizer has no vocabulary that can be read", "");
        }
        return new TokenizerFile(json, byId(found), added);
    }

    private static SequencedMap<String, Integer> byId(Map<String, Integer> ids) {
        SequencedMap<String, Integer> sorted = new LinkedHashMap<>();
        ids.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    /** Every token with its id, by id. */
    public SequencedMap<String, Integer> ids() {
        return Collections.unmodifiableSequencedMap(ids);
    }

    /** The id of a token, or null where the model has no such token. */
    public @Nullable Integer id(String token) {
        return ids.get(token);
    }

    /** The tokens that were added to the vocabulary, with their settings. */
    SequencedMap<String, ObjectNode> added() {
        return added;
    }

    ObjectNode json() {
        return json.deepCopy();
    }

    /** Rows that an embedding needs for every id. */
    public int rows() {
        return ids.values().stream().max(Comparator.naturalOrder()).orElseThrow() + 1;
    }

    /** This tokenizer without the tokens for which a matrix of {@code rows} rows has none. */
    public TokenizerFile within(int rows) {
        if (rows() <= rows) {
            return this;
        }
        ObjectNode cut = json.deepCopy();
        Set<String> gone = new LinkedHashSet<>();
        ids.forEach((token, id) -> {
            if (id >= rows) {
                gone.add(token);
            }
        });
        if (cut.path("model").path("vocab") instanceof ObjectNode vocabulary) {
            vocabulary.remove(gone);
        }
        removeMerges(cut, gone);
        if (cut.path("added_tokens") instanceof ArrayNode tokens) {
            List<JsonNode> kept = new ArrayList<>();
            tokens.forEach(token -> {
                if (!gone.contains(token.path("content").asString(""))) {
                    kept.add(token);
                }
            });
            cut.putArray("added_tokens").addAll(kept);
        }
        return of(cut, NAME);
    }

    /** A merge whose parts or whose outcome is gone can no longer be made. */
    private static void removeMerges(ObjectNode json, Set<String> gone) {
        if (json.path("model") instanceof ObjectNode model && model.path("merges") instanceof ArrayNode merges) {
            List<JsonNode> kept = new ArrayList<>();
            for (JsonNode merge : merges) {
                String[] parts = merge.isArray()
                        ? new String[] {
                            merge.path(0).asString(""), merge.path(1).asString("")
                        }
                        : merge.asString("").split(" ", 2);
                boolean whole = parts.length == 2
                        && !gone.contains(parts[0])
                        && !gone.contains(parts[1])
                        && !gone.contains(parts[0] + parts[1]);
                if (whole) {
                    kept.add(merge);
                }
            }
            model.putArray("merges").addAll(kept);
        }
    }
}
