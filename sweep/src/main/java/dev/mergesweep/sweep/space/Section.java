package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.Fields;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of an experiment file while it is read: every key asked for by name, every mistake noted with its place, no
 * key left over.
 *
 * @param path dotted path of the mapping, empty for the document itself
 */
public record Section(Mapping mapping, String path, Problems problems) {

    /** A node as a mapping; where it is another thing that is an error and the section is empty. */
    public static Section of(YamlNode node, String path, Problems problems) {
        if (node instanceof Mapping mapping) {
            return new Section(mapping, path, problems);
        }
        problems.error(node.place(), path, "expected a mapping, found " + kind(node), "");
        return new Section(new Mapping(node.place(), List.of()), path, problems);
    }

    /** Notes every key that is none of these. */
    public Section only(String... known) {
        Fields fields = new Fields(mapping, path, problems);
        for (String key : known) {
            fields.node(key);
        }
        fields.reportUnknown(Strictness.STRICT);
        return this;
    }

    public @Nullable YamlNode value(String key) {
        return mapping.value(key);
    }

    public Place place() {
        return mapping.place();
    }

    /** The path of a key in the whole file. */
    public String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    public void error(Place place, String key, String what, String advice) {
        problems.error(place, at(key), what, advice);
    }

    /** The mapping under a key; empty where the key is missing. */
    public Section section(String key) {
        YamlNode node = mapping.value(key);
        return node == null
                ? new Section(new Mapping(place(), List.of()), at(key), problems)
                : of(node, at(key), problems);
    }

    /** The items under a key; none where the key is missing. */
    public List<YamlNode> items(String key) {
        return switch (mapping.value(key)) {
            case null -> List.of();
            case Sequence(Place _, List<YamlNode> items) -> items;
            case YamlNode other -> {
                error(other.place(), key, "expected a list, found " + kind(other), "");
                yield List.of();
            }
        };
    }

    public String text(String key, String fallback) {
        return switch (mapping.value(key)) {
            case null -> fallback;
            case Scalar(Place _, String text, ScalarValue value) when !(value instanceof ScalarValue.Null) -> text;
            case YamlNode other -> {
                error(other.place(), key, "expected a text, found " + kind(other), "");
                yield fallback;
            }
        };
    }

    /** One of a few words. */
    public String word(String key, String fallback, List<String> words) {
        String text = text(key, fallback);
        YamlNode node = mapping.value(key);
        if (node != null && node instanceof Scalar && !words.contains(text)) {
            error(node.place(), key, "\"%s\" is not known".formatted(text), "Use " + alternatives(words));
            return fallback;
        }
        return text;
    }

    /** @param fits what a number must be, told by {@code rule} */
    public double number(String key, double fallback, Predicate<Double> fits, String rule) {
        YamlNode node = mapping.value(key);
        if (node == null) {
            return fallback;
        }
        BigDecimal number = decimal(node);
        if (number == null || !fits.test(number.doubleValue())) {
            error(node.place(), key, "expected " + rule + ", found " + kind(node), "");
            return fallback;
        }
        return number.doubleValue();
    }

    /** A whole number of at least {@code least}. */
    public long whole(String key, long fallback, long least) {
        String rule = "a whole number of at least " + least;
        return (long) number(key, fallback, value -> value == Math.rint(value) && value >= least, rule);
    }

    /** The number that a node is, as written, also {@code 1e-3} and {@code 0.1%}; null where it is none. */
    static @Nullable BigDecimal decimal(YamlNode node) {
        if (!(node instanceof Scalar(Place _, String text, ScalarValue value))) {
            return null;
        }
        return switch (value) {
            case ScalarValue.Whole(var whole) -> new BigDecimal(whole);
            case ScalarValue.Real(double real) -> Double.isFinite(real) ? parsed(text, real) : null;
            case ScalarValue.Text(String words)
            when words.endsWith("%") -> {
                BigDecimal percent =
                        parsed(words.substring(0, words.length() - 1).strip(), Double.NaN);
                yield percent == null ? null : percent.movePointLeft(2);
            }
            case ScalarValue.Text(String words) -> parsed(words, Double.NaN);
            case ScalarValue.Bool _, ScalarValue.Null _ -> null;
        };
    }

    private static @Nullable BigDecimal parsed(String text, double otherwise) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            return Double.isNaN(otherwise) ? null : BigDecimal.valueOf(otherwise);
        }
    }

    static String kind(YamlNode node) {
        return Fields.describe(node);
    }

    private static String alternatives(List<String> words) {
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }
}
