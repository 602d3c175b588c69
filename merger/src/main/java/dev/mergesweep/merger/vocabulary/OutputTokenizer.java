package dev.mergesweep.merger.vocabulary;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokenizer of a merge.
 *
 * @param json its {@code tokenizer.json}
 * @param ids every token with its id
 * @param fresh the tokens that the base's tokenizer did not have, as {@code added_tokens} describes them
 */
public record OutputTokenizer(ObjectNode json, SequencedMap<String, Integer> ids, List<ObjectNode> fresh) {
    public OutputTokenizer {
        ids = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(ids));
        fresh = List.copyOf(fresh);
    }

    /** Rows that an embedding needs for every id. */
    public int rows() {
        return Collections.max(ids.values()) + 1;
    }

    /** A {@code tokenizer_config.json} with the fresh tokens in it, where it lists added tokens at all. */
    public ObjectNode describe(ObjectNode tokenizerConfig) {
        ObjectNode described = tokenizerConfig.deepCopy();
        if (described.path("added_tokens_decoder") instanceof ObjectNode decoder) {
            for (ObjectNode token : fresh) {
                ObjectNode settings = token.deepCopy();
                settings.remove("id");
                decoder.set(token.path("id").asString(), settings);
            }
        }
        return described;
    }
}
