package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Every candidate as a line from its axes to its score. */
final class AxesSection {
    private AxesSection() {}

    static @Nullable Section of(Evidence evidence) {
        List<Row> rows = evidence.search().rows();
        List<String> axes = ResponseSection.axes(rows).stream()
                .filter(axis -> values(rows, axis).count() > 1)
                .toList();
        if (axes.size() < 2) {
            return null;
        }
        List<Chart.Dimension> dimensions = new ArrayList<>();
        axes.forEach(axis -> dimensions.add(new Chart.Dimension(axis, categories(rows, axis))));
        List<Chart.Strand> strands = rows.stream()
                .map(row -> strand(row, axes, dimensions))
                .filter(Objects::nonNull)
                .toList();
        dimensions.add(new Chart.Dimension("change in %", List.of()));
        return new Section(
                "axes",
                "Axes against score",
                List.of(
                        new Block.Paragraph(
                                "One line a candidate, from its axes to its change of perplexity against %s, an estimate without its interval; the best are green, the worst grey.%s Drag along an axis to select."
                                        .formatted(
                                                ResponseSection.reference(evidence), ResponseSection.split(evidence))),
                        new Chart.Parallel("parallel", "Axes against score", dimensions, strands)));
    }

    /** The names of an axis that has anything but numbers, in the order of their first appearance by value. */
    private static List<String> categories(List<Row> rows, String axis) {
        List<JsonNode> values = values(rows, axis).toList();
        if (values.stream().allMatch(JsonNode::isNumber)) {
            return List.of();
        }
        return values.stream().map(Wording::value).distinct().sorted().toList();
    }

    private static Stream<JsonNode> values(List<Row> rows, String axis) {
        return rows.stream()
                .map(row -> row.entry().axes())
                .filter(Objects::nonNull)
                .map(axes -> axes.get(axis))
                .filter(Objects::nonNull)
                .distinct();
    }

    private static Chart.@Nullable Strand strand(Row row, List<String> axes, List<Chart.Dimension> dimensions) {
        SequencedMap<String, JsonNode> values = row.entry().axes();
        Row.Difference difference = row.difference();
        if (values == null || !values.keySet().containsAll(axes)) {
            return null;
        }
        List<Double> line = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            JsonNode value = Objects.requireNonNull(values.get(axes.get(i)));
            List<String> categories = dimensions.get(i).categories();
            line.add(categories.isEmpty() ? value.asDouble() : categories.indexOf(Wording.value(value)));
        }
        line.add(difference == null ? 0 : difference.percent().value());
        return new Chart.Strand(row.entry().candidate(), line);
    }
}
