package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an experiment varies: a name and the values that fill its holes.
 *
 * @param values in the order of the file; a range without {@code count} and {@code step} has its two ends
 * @param range the ends, where the axis is a range of numbers; null for a list
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

    /** Whether a number between the ends may stand for the axis, not only one of its values. */
    public boolean continuous() {
        return range != null;
    }
}
