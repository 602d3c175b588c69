package dev.mergesweep.merger.yaml;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document as values that remember where they stand. Anchors are already followed, merge keys already merged, and
 * the keys of a mapping are distinct.
 */
public sealed interface YamlNode {

    Place place();

    /** Keys in the order of the file. */
    record Mapping(Place place, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The value of a key, or null where there is none. */
        public @Nullable YamlNode value(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return entry.value();
                }
            }
            return null;
        }
    }

    record Entry(Scalar key, YamlNode value) {}

    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * @param text as written, without quotes
     * @param value what YAML 1.1 makes of it
     */
    record Scalar(Place place, String text, ScalarValue value) implements YamlNode {

        /** A string, whatever it looks like. */
        public static Scalar text(Place place, String text) {
            return new Scalar(place, text, new ScalarValue.Text(text));
        }

        public static Scalar number(Place place, double number) {
            return new Scalar(place, Double.toString(number), new ScalarValue.Real(number));
        }
    }

    /** The same document with every scalar value (no key) put through {@code replacement}. */
    default YamlNode replaceScalars(Function<Scalar, YamlNode> replacement) {
        return switch (this) {
            case Scalar scalar -> replacement.apply(scalar);
            case Sequence(Place place, List<YamlNode> items) ->
                new Sequence(
                        place,
                        items.stream()
                                .map(item -> item.replaceScalars(replacement))
                                .toList());
            case Mapping(Place place, List<Entry> entries) ->
                new Mapping(
                        place,
                        entries.stream()
                                .map(entry ->
                                        new Entry(entry.key(), entry.value().replaceScalars(replacement)))
                                .toList());
        };
    }
}
