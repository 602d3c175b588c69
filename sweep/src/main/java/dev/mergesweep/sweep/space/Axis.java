package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an experiment varies: a name and the values that fill its holes.
 *
 * @param values in the order of the file; the two ends where any number between them will do
 * @param range where any number between two ends will do; null for a list, or a range with {@code count} or {@code step}
 */
public record Axis(
        String name,
        Place place,
        List<Value> values,
        @Nullable Range range) {
    public Axis {
        values = List.copyOf(values);
    }

    /**
     * One value.
     *
     * @param node a number, a text, a list, or a shape or layer set, which become lists when the recipe is filled
     */
    public record Value(YamlNode node) {
        /** The value as JSON; 1 and 1.0 are the same. */
        public JsonNode json() {
            return Json.of(node);
        }
    }

    /** Numbers between two ends, both included. */
    public record Range(double from, double to) {}

    /** The value nearest to a number among those with four decimals: finer steps of t change nothing that can be seen. */
    public Value at(double number) {
        return new Value(YamlNode.Scalar.number(place, Math.rint(number * 1e4) / 1e4));
    }
}
