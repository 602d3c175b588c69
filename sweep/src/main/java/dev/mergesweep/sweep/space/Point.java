package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One choice of a value for every axis of a template.
 *
 * @param template number of the template in its space
 * @param values by axis, in the experiment's order
 */
public record Point(int template, SequencedMap<String, Axis.Value> values) implements Proposal {
    public Point {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    @Override
    public SequencedMap<String, JsonNode> axes() {
        SequencedMap<String, JsonNode> axes = new LinkedHashMap<>();
        values.forEach((axis, value) -> axes.put(axis, value.json()));
        return axes;
    }

    /** The values as they are filled into a template. */
    public Map<String, YamlNode> nodes() {
        Map<String, YamlNode> nodes = new LinkedHashMap<>();
        values.forEach((axis, value) -> nodes.put(axis, value.node()));
        return nodes;
    }

    /** {@code attention=0.5 mlp=[0,1]}; a point without axes is empty. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + Hole.text(entry.getValue().node()))
                .collect(Collectors.joining(" "));
    }
}
