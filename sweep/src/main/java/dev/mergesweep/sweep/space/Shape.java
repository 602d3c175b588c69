package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A gradient by its name and its two end values: {@code {shape: ramp-up, low: 0.2, high: 0.8}}. Both ends may be axes. A
 * constant lies in the middle of the two.
 */
enum Shape {
    CONSTANT,
    RAMP_UP,
    RAMP_DOWN,
    V,
    INVERSE_V;

    private static final String KEY = "shape";

    static boolean is(Mapping mapping) {
        return mapping.value(KEY) != null;
    }

    /** @throws InputException where the shape is unknown or an end is no number */
    static YamlNode gradient(Mapping mapping) {
        double low = end(mapping, "low", 0);
        double high = end(mapping, "high", 1);
        List<Double> values = switch (of(mapping)) {
            case CONSTANT -> List.of((low + high) / 2);
            case RAMP_UP -> List.of(low, high);
            case RAMP_DOWN -> List.of(high, low);
            case V -> List.of(high, low, high);
            case INVERSE_V -> List.of(low, high, low);
        };
        List<YamlNode> numbers = values.stream()
                .<YamlNode>map(value -> Scalar.number(mapping.place(), value))
                .toList();
        return numbers.size() == 1 ? numbers.getFirst() : new Sequence(mapping.place(), numbers);
    }

    private static Shape of(Mapping mapping) {
        YamlNode node = mapping.value(KEY);
        for (Shape shape : values()) {
            if (node instanceof Scalar scalar && scalar.text().equals(shape.word())) {
                return shape;
            }
        }
        String known = Arrays.stream(values()).map(Shape::word).collect(Collectors.joining(", "));
        throw new InputException(
                mapping.place(),
                "%s is not a shape".formatted(node == null ? "nothing" : Section.kind(node)),
                "Known: " + known);
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double end(Mapping mapping, String key, double fallback) {
        YamlNode node = mapping.value(key);
        BigDecimal number = node == null ? BigDecimal.valueOf(fallback) : Section.decimal(node);
        if (number == null) {
            throw new InputException(
                    mapping.place(),
                    "%s of a shape must be a number".formatted(key),
                    "Give a number or an axis of numbers");
        }
        return number.doubleValue();
    }
}
