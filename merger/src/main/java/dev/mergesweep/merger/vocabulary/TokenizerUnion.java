package dev.mergesweep.merger.vocabulary;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds tokens to a tokenizer. Ordinary tokens of other models become added tokens too, because their merges are not known here;
 * they get ids in the order of the donor's, so the same models always give the same tokenizer.
 */
public final class TokenizerUnion {
    private final ObjectNode json;
    private final SequencedMap<String, Integer> ids;
    private final Map<String, ObjectNode> added;
    private final List<ObjectNode> fresh = new ArrayList<>();
    private final List<String> conflicts = new ArrayList<>();
    private int next;

    public TokenizerUnion(TokenizerFile base) {
        this.json = base.json();
        this.ids = new LinkedHashMap<>(base.ids());
        this.added = new LinkedHashMap<>(base.added());
        this.next = base.rows();
    }

    /** Adds what other models have and this tokenizer lacks: first their ordinary tokens, then their added ones. */
    public void addAll(Collection<TokenizerFile> others, Set<String> plain) {
        for (TokenizerFile other : others) {
            other.ids().keySet().stream()
                    .filter(token -> !other.added().containsKey(token))
                    .forEach(this::addPlain);
        }
        for (TokenizerFile other : others) {
            other.added().forEach((token, settings) -> {
                if (plain.contains(token)) {
                    addPlain(token);
                } else {
                    add(token, settings);
                }
            });
        }
    }

    /** Adds a token that is found wherever it stands in a text. */
    public void addPlain(String token) {
        if (!ids.containsKey(token)) {
            ObjectNode settings = json.objectNode();
            settings.put("id", next);
            settings.put("content", token);
            settings.put("single_word", false);
            settings.put("lstrip", false);
            settings.put("rstrip", false);
            settings.put("normalized", true);
            settings.put("special", false);
            add(token, settings);
        }
    }

    private void add(String token, ObjectNode settings) {
        ObjectNode known = added.get(token);
        if (ids.containsKey(token)) {
            if (known != null && !withoutId(known).equals(withoutId(settings))) {
                conflicts.add(token);
            }
            return;
        }
        ObjectNode numbered = settings.deepCopy();
        numbered.put("id", next);
        ids.put(token, next);
        added.put(token, numbered);
        fresh.add(numbered);
        next++;
    }

    private static ObjectNode withoutId(ObjectNode settings) {
        ObjectNode copy = settings.deepCopy();
        copy.remove("id");
        return copy;
    }

    /** The added tokens that models disagree on; the first model's settings are kept. */
    public List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** The outcome. */
    public OutputTokenizer tokenizer() {
        if (!fresh.isEmpty()) {
            ArrayNode tokens =
                    json.path("added_tokens") instanceof ArrayNode known ? known : json.putArray("added_tokens");
            tokens.addAll(fresh);
        }
        return new OutputTokenizer(json, ids, fresh);
    }
}
