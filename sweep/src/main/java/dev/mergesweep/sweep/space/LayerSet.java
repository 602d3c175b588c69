package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Layers as mergekit's filters: {@code {layers: 3}}, {@code {layers: 4-7}}, {@code {layers: first-half}}, {@code {layers:
 * last-half, part: mlp}} become {@code layers.3.} and so on. The points on both sides keep layer 1 from matching 10 to 19.
 */
final class LayerSet {
    private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+))?");

    private LayerSet() {}

    /** The filters that a value of {@code filter} stands for: a text, a list of them, or layers. */
    static List<YamlNode> filters(YamlNode filter, IntSupplier layers) {
        return switch (filter) {
            case Scalar scalar -> List.of(scalar);
            case Sequence sequence ->
                sequence.items().stream()
                        .flatMap(item -> filters(item, layers).stream())
                        .toList();
            case Mapping mapping -> ofLayers(mapping, layers);
        };
    }

    private static List<YamlNode> ofLayers(Mapping mapping, IntSupplier layers) {
        YamlNode which = mapping.value("layers");
        YamlNode part = mapping.value("part");
        if (which == null) {
            throw new InputException(
                    mapping.place(),
                    "a filter is a text or a set of layers",
                    "Write {layers: 4-7} or {layers: first-half}");
        }
        String suffix = part instanceof Scalar scalar ? scalar.text() : "";
        return numbers(which, layers)
                .<YamlNode>mapToObj(layer -> Scalar.text(mapping.place(), "layers." + layer + "." + suffix))
                .toList();
    }

    private static IntStream numbers(YamlNode which, IntSupplier layers) {
        return switch (which) {
            case Sequence sequence -> sequence.items().stream().flatMapToInt(item -> numbers(item, layers));
            case Scalar scalar -> named(scalar, layers);
            case Mapping mapping -> throw unknown(mapping, "this");
        };
    }

    private static IntStream named(Scalar scalar, IntSupplier layers) {
        int count = layers.getAsInt();
        int half = count / 2;
        Matcher range = RANGE.matcher(Hole.text(scalar));
        if (range.matches()) {
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            if (first > last || last >= count) {
                throw new InputException(
                        scalar.place(),
                        "layers %s do not lie in 0-%d".formatted(scalar.text(), count - 1),
                        "Both ends count, from the first layer, 0");
            }
            return IntStream.rangeClosed(first, last);
        }
        return switch (scalar.text()) {
            case "first-half" -> IntStream.range(0, half);
            case "last-half" -> IntStream.range(half, count);
            case "even" -> IntStream.range(0, count).filter(layer -> layer % 2 == 0);
            case "odd" -> IntStream.range(0, count).filter(layer -> layer % 2 == 1);
            default -> throw unknown(scalar, "\"" + scalar.text() + "\"");
        };
    }

    private static InputException unknown(YamlNode node, String what) {
        return new InputException(
                node.place(),
                what + " is no set of layers",
                "Use a number, a range such as 4-7, first-half, last-half, even or odd");
    }
}
