package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ${axis}} in a template, to be filled with a value of the axis.
 *
 * @param axis its name
 * @param place of the scalar it stands in
 */
public record Hole(String axis, Place place) {
    private static final Pattern PATTERN = Pattern.compile("\\$\\{([^}]*)}");

    /** All holes of a document, in its order. */
    static List<Hole> of(YamlNode node) {
        List<Hole> holes = new ArrayList<>();
        node.replaceScalars(scalar -> {
            Matcher matcher = PATTERN.matcher(scalar.text());
            while (matcher.find()) {
                holes.add(new Hole(matcher.group(1).strip(), scalar.place()));
            }
            return scalar;
        });
        return holes;
    }

    /**
     * A scalar with its holes filled. A hole that is the whole scalar takes the value as it is, a number as a number and a
     * list as a list; a hole inside a text takes the value's text.
     *
     * @param values by axis; every hole has one
     */
    static YamlNode fill(Scalar scalar, Map<String, YamlNode> values) {
        Matcher matcher = PATTERN.matcher(scalar.text());
        if (!matcher.find()) {
            return scalar;
        }
        if (matcher.matches()) {
            return value(values, matcher.group(1));
        }
        String text = PATTERN.matcher(scalar.text())
                .replaceAll(hole -> Matcher.quoteReplacement(text(value(values, hole.group(1)))));
        return Scalar.text(scalar.place(), text);
    }

    private static YamlNode value(Map<String, YamlNode> values, String axis) {
        YamlNode value = values.get(axis.strip());
        if (value == null) {
            throw new IllegalArgumentException("No value for axis " + axis.strip());
        }
        return value;
    }

    /** A value inside a text: a number or a text as written, a list as its items joined by commas. */
    static String text(YamlNode node) {
        return Json.of(node).isString()
                ? Json.of(node).stringValue()
                : Json.of(node).toString();
    }
}
