package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Entry;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * A mergekit recipe with holes.
 *
 * @param name what messages call it
 * @param recipe as in the file
 * @param folder what its paths are relative to
 */
public record Template(String name, YamlNode recipe, Path folder) {

    /** The axes that fill it, each once, in the order of the template. */
    public Set<String> axes() {
        Set<String> axes = new LinkedHashSet<>();
        holes().forEach(hole -> axes.add(hole.axis()));
        return axes;
    }

    /** How tables call it: the file's name, or its place in the experiment. */
    public String label() {
        return String.valueOf(Path.of(name).getFileName());
    }

    List<Hole> holes() {
        return Hole.of(recipe);
    }

    /** Whether every hole is a whole value of a parameter, so that which entry decides a tensor is the same for all points. */
    public boolean onlyValues() {
        return onlyValues(recipe, "");
    }

    private static boolean onlyValues(YamlNode node, String key) {
        return switch (node) {
            case Scalar scalar ->
                key.equals("value") || key.equals("t") || Hole.of(scalar).isEmpty();
            case Sequence sequence -> sequence.items().stream().allMatch(item -> onlyValues(item, ""));
            case Mapping mapping ->
                mapping.entries().stream()
                        .allMatch(entry -> onlyValues(entry.value(), entry.key().text()));
        };
    }

    /**
     * The recipe with every hole filled, shapes written out as gradients, and an entry with several filters as several
     * entries: plain mergekit YAML.
     *
     * @param values by axis, one for each hole
     * @param layers number of layers of the parents, asked for only by sets such as {@code first-half}
     */
    public YamlNode fill(Map<String, YamlNode> values, IntSupplier layers) {
        return spread(plain(recipe, values), layers);
    }

    /** Filled values may hold holes themselves (the end of a shape is an axis), so filling goes on inside them. */
    private static YamlNode plain(YamlNode node, Map<String, YamlNode> values) {
        YamlNode filled = node.replaceScalars(scalar -> Hole.fill(scalar, values));
        return Hole.of(filled).isEmpty() ? filled : plain(filled, values);
    }

    private static YamlNode spread(YamlNode node, IntSupplier layers) {
        return switch (node) {
            case Scalar scalar -> scalar;
            case Mapping mapping when Shape.is(mapping) -> Shape.gradient(mapping);
            case Mapping mapping ->
                new Mapping(
                        mapping.place(),
                        mapping.entries().stream()
                                .map(entry -> new Entry(entry.key(), spread(entry.value(), layers)))
                                .toList());
            case Sequence sequence -> {
                List<YamlNode> items = new ArrayList<>();
                sequence.items().forEach(item -> items.addAll(entries(item, layers)));
                yield new Sequence(sequence.place(), items);
            }
        };
    }

    /** An item of a list; where it has a list of filters, one item for each of them. */
    private static List<YamlNode> entries(YamlNode item, IntSupplier layers) {
        YamlNode filter = item instanceof Mapping mapping ? mapping.value("filter") : null;
        if (!(item instanceof Mapping mapping) || filter == null || filter instanceof Scalar) {
            return List.of(spread(item, layers));
        }
        return LayerSet.filters(filter, layers).stream()
                .map(one -> spread(with(mapping, one), layers))
                .toList();
    }

    private static YamlNode with(Mapping mapping, YamlNode filter) {
        return new Mapping(
                mapping.place(),
                mapping.entries().stream()
                        .map(entry -> entry.key().text().equals("filter") ? new Entry(entry.key(), filter) : entry)
                        .toList());
    }
}
