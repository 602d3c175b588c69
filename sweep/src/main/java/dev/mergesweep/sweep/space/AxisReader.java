package dev.mergesweep.sweep.space;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.YamlNode;
import dev.mergesweep.merger.yaml.YamlNode.Entry;
import dev.mergesweep.merger.yaml.YamlNode.Mapping;
import dev.mergesweep.merger.yaml.YamlNode.Scalar;
import dev.mergesweep.merger.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code axes}: lists of values and ranges of numbers. */
final class AxisReader {
    /** More values on one axis are a slip of the keyboard. */
    private static final int MOST = 1_000_000;

    private final Problems problems;

    AxisReader(Problems problems) {
        this.problems = problems;
    }

    /** @param node the value of {@code axes}; null where the experiment has none */
    List<Axis> read(@Nullable YamlNode node) {
        List<Axis> axes = new ArrayList<>();
        if (node != null) {
            for (Entry entry : Section.of(node, "axes", problems).mapping().entries()) {
                axes.add(axis(entry.key().text(), entry.key().place(), entry.value()));
            }
        }
        return axes;
    }

    private Axis axis(String name, Place place, YamlNode node) {
        String path = "axes." + name;
        return switch (node) {
            case Sequence(Place _, List<YamlNode> items) -> list(name, place, items);
            case Mapping mapping
            when mapping.value("from") != null || mapping.value("to") != null ->
                range(name, place, new Section(mapping, path, problems).only("from", "to", "count", "step"));
            case Mapping mapping -> list(name, place, List.of(mapping));
            case Scalar scalar -> list(name, place, List.of(scalar));
        };
    }

    private Axis list(String name, Place place, List<YamlNode> items) {
        String path = "axes." + name;
        if (items.isEmpty()) {
            problems.error(place, path, "has no values", "Give at least one, or leave the axis out");
        }
        Set<JsonNode> seen = new HashSet<>();
        List<Axis.Value> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            YamlNode item = items.get(i);
            String at = path + "[" + i + "]";
            Axis.Value value = new Axis.Value(item);
            if (item instanceof Scalar(Place _, String _, ScalarValue.Null _)) {
                problems.error(item.place(), at, "is empty", "Give a number, a text or a list");
            } else if (item instanceof Sequence(Place _, List<YamlNode> inner) && inner.isEmpty()) {
                problems.error(item.place(), at, "is an empty list", "A gradient needs at least one value");
            } else if (!seen.add(value.json())) {
                problems.error(item.place(), at, value.json() + " stands here twice", "Remove one");
            } else {
                values.add(value);
            }
        }
        return new Axis(name, place, values, null);
    }

    private Axis range(String name, Place place, Section range) {
        BigDecimal from = end(range, "from");
        BigDecimal to = end(range, "to");
        if (from == null || to == null) {
            return new Axis(name, place, List.of(), null);
        }
        if (range.value("count") != null && range.value("step") != null) {
            range.error(range.place(), "count", "stands beside step", "Give one of the two");
        }
        List<BigDecimal> numbers = range.value("step") == null ? counted(range, from, to) : stepped(range, from, to);
        List<Axis.Value> values =
                numbers.stream().map(number -> value(place, number)).toList();
        boolean any = range.value("count") == null && range.value("step") == null && from.compareTo(to) != 0;
        return new Axis(name, place, values, any ? new Axis.Range(from.doubleValue(), to.doubleValue()) : null);
    }

    private static @Nullable BigDecimal end(Section range, String key) {
        YamlNode node = range.value(key);
        BigDecimal number = node == null ? null : Section.decimal(node);
        if (node == null) {
            range.error(range.place(), key, "is missing", "A range needs from and to");
        } else if (number == null) {
            range.error(node.place(), key, "expected a number, found " + Section.kind(node), "");
        }
        return number;
    }

    /** Equal distances, computed in decimals, so that 0.1 steps give 0.3 and not 0.30000000000000004. */
    private static List<BigDecimal> counted(Section range, BigDecimal from, BigDecimal to) {
        long count = range.whole("count", from.compareTo(to) == 0 ? 1 : 2, 1);
        if (count > MOST) {
            range.error(range.place(), "count", count + " values are more than " + MOST, "Take fewer");
            return List.of(from);
        }
        List<BigDecimal> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            BigDecimal part = count == 1
                    ? BigDecimal.ZERO
                    : to.subtract(from)
                            .multiply(BigDecimal.valueOf(i))
                            .divide(BigDecimal.valueOf(count - 1), MathContext.DECIMAL64);
            numbers.add(from.add(part));
        }
        return numbers;
    }

    private static List<BigDecimal> stepped(Section range, BigDecimal from, BigDecimal to) {
        YamlNode node = range.value("step");
        BigDecimal step = node == null ? null : Section.decimal(node);
        if (node == null
                || step == null
                || step.signum() == 0
                || to.subtract(from).signum() * step.signum() < 0) {
            Place place = node == null ? range.place() : node.place();
            range.error(place, "step", "expected a number that leads from %s to %s".formatted(from, to), "");
            return List.of(from);
        }
        if (to.subtract(from).divide(step, MathContext.DECIMAL64).compareTo(BigDecimal.valueOf(MOST)) > 0) {
            range.error(node.place(), "step", "gives more than " + MOST + " values", "Take a larger step");
            return List.of(from);
        }
        List<BigDecimal> numbers = new ArrayList<>();
        for (BigDecimal at = from; at.subtract(to).signum() * step.signum() <= 0; at = at.add(step)) {
            numbers.add(at);
        }
        return numbers;
    }

    private static Axis.Value value(Place place, BigDecimal number) {
        return new Axis.Value(Scalar.number(place, number.doubleValue()));
    }
}
