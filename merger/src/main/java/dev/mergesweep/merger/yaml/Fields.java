package dev.mergesweep.merger.yaml;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a mapping, asked for one by one; what nobody asked for can be reported as unknown. */
public final class Fields {
    private final YamlNode.Mapping mapping;
    private final String path;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    public Fields(YamlNode.Mapping mapping, String path, Problems problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
    }

    /** The fields of a node, or null, with an error, where it is no mapping. */
    public static @Nullable Fields of(YamlNode node, String path, Problems problems) {
        if (node instanceof YamlNode.Mapping mapping) {
            return new Fields(mapping, path, problems);
        }
        problems.error(node.place(), path, "this is " + describe(node) + ", not a mapping", "Write key: value");
        return null;
    }

    public Place place() {
        return mapping.place();
    }

    /** Dotted path of a key in here. */
    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The value of a key; null where the key is missing. */
    public @Nullable YamlNode node(String key) {
        asked.add(key);
        return mapping.value(key);
    }

    /** The value of a key; null where the key is missing or has the value null. */
    public @Nullable YamlNode value(String key) {
        YamlNode node = node(key);
        return node instanceof YamlNode.Scalar(Place _, String _, ScalarValue.Null()) ? null : node;
    }

    /** Reports every key that nobody asked for. */
    public void reportUnknown(Strictness strictness) {
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!asked.contains(key)) {
                reportUnknown(entry.key().place(), key, strictness);
            }
        }
    }

    private void reportUnknown(Place place, String key, Strictness strictness) {
        Optional<String> similar = Similar.to(key, asked);
        String advice = similar.map(name -> "Did you mean %s?".formatted(name))
                .orElse("Known here: " + String.join(", ", asked));
        switch (strictness) {
            case STRICT -> problems.error(place, path(key), "there is no such key", advice);
            case LENIENT -> problems.warning(place, path(key), "there is no such key; it is ignored", advice);
        }
    }

    /** A node as an error message calls it: {@code a list}, {@code "abc"}. */
    public static String describe(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping _ -> "a mapping";
            case YamlNode.Sequence _ -> "a list";
            case YamlNode.Scalar(Place _, String _, ScalarValue.Null()) -> "nothing";
            case YamlNode.Scalar(Place _, String text, ScalarValue _) -> "\"" + text + "\"";
        };
    }
}
