package dev.mergesweep.merger.recipe;

import dev.mergesweep.merger.yaml.Fields;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.ScalarValue;
import dev.mergesweep.merger.yaml.Strictness;
import dev.mergesweep.merger.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reads one setting: a number, a gradient, or a list of filters. */
final class SettingReader {
    private final Problems problems;
    private final Strictness strictness;

    SettingReader(Problems problems, Strictness strictness) {
        this.problems = problems;
        this.strictness = strictness;
    }

    @Nullable
    Setting read(YamlNode node, String path) {
        return switch (node) {
            case YamlNode.Scalar scalar -> constant(scalar, path);
            case YamlNode.Sequence sequence -> list(sequence, path);
            case YamlNode.Mapping mapping -> {
                problems.error(
                        mapping.place(),
                        path,
                        "a mapping stands where a number or a list should",
                        "Write it as a list: - {filter: ..., value: ...}");
                yield null;
            }
        };
    }

    private @Nullable Setting list(YamlNode.Sequence sequence, String path) {
        if (sequence.items().isEmpty()) {
            problems.error(sequence.place(), path, "the list is empty", "Write a number, or a list with one or more");
            return null;
        }
        long mappings = sequence.items().stream()
                .filter(YamlNode.Mapping.class::isInstance)
                .count();
        if (mappings == 0) {
            return gradient(sequence, path);
        }
        if (mappings < sequence.items().size()) {
            problems.error(
                    sequence.place(), path, "numbers and filters stand in one list", "Give every entry a value: key");
            return null;
        }
        return conditional(sequence, path);
    }

    private @Nullable Setting constant(YamlNode.Scalar scalar, String path) {
        OptionalDouble number = number(scalar, path);
        return number.isPresent() ? new Setting.Constant(scalar.place(), number.getAsDouble()) : null;
    }

    private @Nullable Setting gradient(YamlNode.Sequence sequence, String path) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            String itemPath = path + "[" + i + "]";
            if (sequence.items().get(i) instanceof YamlNode.Scalar scalar) {
                number(scalar, itemPath).ifPresent(values::add);
            } else {
                problems.error(
                        sequence.items().get(i).place(),
                        itemPath,
                        "a list inside a gradient",
                        "Gradients hold numbers");
            }
        }
        return values.size() == sequence.items().size() ? new Setting.Gradient(sequence.place(), values) : null;
    }

    private OptionalDouble number(YamlNode.Scalar scalar, String path) {
        OptionalDouble number = Numbers.real(scalar);
        if (number.isEmpty()) {
            String what = scalar.value() instanceof ScalarValue.Null
                    ? "the value is missing"
                    : Fields.describe(scalar) + " is not a number";
            problems.error(scalar.place(), path, what, "Write a number, or a list of numbers");
        } else if (!Double.isFinite(number.getAsDouble())) {
            reportNotFinite(scalar, path);
        }
        return number;
    }

    private void reportNotFinite(YamlNode.Scalar scalar, String path) {
        String what = "\"%s\" is no finite number".formatted(scalar.text());
        switch (strictness) {
            case STRICT -> problems.error(scalar.place(), path, what, "It would make every tensor NaN");
            case LENIENT -> problems.warning(scalar.place(), path, what, "It makes every tensor that it reaches NaN");
        }
    }

    private @Nullable Setting conditional(YamlNode.Sequence sequence, String path) {
        List<Setting.Entry> entries = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Setting.Entry entry = entry(sequence.items().get(i), path + "[" + i + "]");
            if (entry != null) {
                entries.add(entry);
            }
        }
        if (entries.size() < sequence.items().size()) {
            return null;
        }
        warnOfDead(entries, path);
        return new Setting.Conditional(sequence.place(), entries);
    }

    private Setting.@Nullable Entry entry(YamlNode node, String path) {
        Fields fields = Fields.of(node, path, problems);
        if (fields == null) {
            return null;
        }
        YamlNode filter = fields.value("filter");
        YamlNode value = fields.node("value");
        fields.reportUnknown(strictness);
        if (value == null) {
            problems.error(fields.place(), path, "the entry has no value", "Add value: and a number");
            return null;
        }
        Setting setting = plainValue(value, fields.path("value"));
        boolean filterIsText = filter == null || isText(filter, fields.path("filter"));
        if (setting == null || !filterIsText) {
            return null;
        }
        Place place = value.place().line() == 0 ? fields.place() : value.place();
        return new Setting.Entry(place, filter == null ? null : ((YamlNode.Scalar) filter).text(), setting);
    }

    /** The value of an entry holds no filters of its own. */
    private @Nullable Setting plainValue(YamlNode value, String path) {
        Setting setting = read(value, path);
        if (setting instanceof Setting.Conditional) {
            problems.error(value.place(), path, "filters inside a filter's value", "Values are numbers or gradients");
            return null;
        }
        return setting;
    }

    private boolean isText(YamlNode node, String path) {
        if (node instanceof YamlNode.Scalar(Place _, String _, ScalarValue.Text _)) {
            return true;
        }
        problems.error(node.place(), path, Fields.describe(node) + " is not a text", "Write it in quotes");
        return false;
    }

    private void warnOfDead(List<Setting.Entry> entries, String path) {
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i - 1).matchesAll()) {
                problems.warning(
                        entries.get(i).place(),
                        path + "[" + i + "]",
                        "this entry is never reached, because %s[%d] matches every tensor".formatted(path, i - 1),
                        "Put the entry without a filter last");
                return;
            }
        }
    }
}
