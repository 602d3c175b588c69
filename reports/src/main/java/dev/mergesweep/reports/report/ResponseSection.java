package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the score answers to every numeric axis: all candidates as points, those that differ from the best in this axis alone as a curve. */
final class ResponseSection {
    private ResponseSection() {}

    static @Nullable Section of(Evidence evidence) {
        List<Row> rows = evidence.search().rows();
        Optional<Row> best = rows.stream()
                .filter(row -> row.entry().axes() != null && !row.entry().axes().isEmpty())
                .findFirst();
        if (best.isEmpty()) {
            return null;
        }
        List<Block> blocks = new ArrayList<>();
        int number = 0;
        for (String axis : axes(rows)) {
            List<Chart.Reading> readings = readings(rows, axis, best.get());
            if (readings.stream().mapToDouble(Chart.Reading::x).distinct().count() >= 2) {
                blocks.add(new Chart.Response("response-" + number++, axis, axis, reference(evidence), readings));
            }
        }
        if (!blocks.isEmpty()) {
            blocks.addFirst(new Block.Paragraph(introduction(evidence)));
        }
        return new Section("response", "How the score answers to each axis", blocks);
    }

    private static String introduction(Evidence evidence) {
        String lists = evidence.search().rows().stream().anyMatch(ResponseSection::hasNoNumber)
                ? " Values that are no numbers, such as gradients, have no place here; the chart of all axes has them."
                : "";
        String stopped = evidence.search().stopped().isEmpty()
                ? ""
                : " Candidates that the race stopped stand where they stood then.";
        return ("Change of perplexity against %s. The curve follows the best candidate while one axis alone changes, with "
                        + "95\u00a0%% intervals; the other points are all other candidates, without theirs.%s%s")
                .formatted(reference(evidence), lists, split(evidence) + stopped);
    }

    /** Where the ranking is on other documents than the pictures. */
    static String split(Evidence evidence) {
        return evidence.apart() ? " Measured on the documents that were searched on." : "";
    }

    private static boolean hasNoNumber(Row row) {
        SequencedMap<String, JsonNode> axes = row.entry().axes();
        return axes != null && !axes.values().stream().allMatch(JsonNode::isNumber);
    }

    static String reference(Evidence evidence) {
        return evidence.search().ranking().against().candidate();
    }

    static Set<String> axes(List<Row> rows) {
        Set<String> axes = new LinkedHashSet<>();
        for (Row row : rows) {
            SequencedMap<String, JsonNode> values = row.entry().axes();
            if (values != null) {
                axes.addAll(values.keySet());
            }
        }
        return axes;
    }

    private static List<Chart.Reading> readings(List<Row> rows, String axis, Row best) {
        List<Chart.Reading> readings = new ArrayList<>();
        for (Row row : rows) {
            JsonNode value =
                    row.entry().axes() == null ? null : row.entry().axes().get(axis);
            if (value != null && value.isNumber()) {
                readings.add(reading(row, value.asDouble(), differsIn(row, best, axis)));
            }
        }
        readings.sort(Comparator.comparingDouble(Chart.Reading::x).thenComparing(Chart.Reading::candidate));
        return readings;
    }

    private static Chart.Reading reading(Row row, double x, boolean onCurve) {
        Row.Difference difference = row.difference();
        String label = Wording.axes(row.entry());
        String candidate = row.entry().candidate();
        return difference == null
                ? new Chart.Reading(candidate, label, x, 0, 0, 0, onCurve)
                : new Chart.Reading(
                        candidate,
                        label,
                        x,
                        difference.percent().value(),
                        difference.percent().low(),
                        difference.percent().high(),
                        onCurve);
    }

    /** Whether all other axes have the values of the best. */
    private static boolean differsIn(Row row, Row best, String axis) {
        SequencedMap<String, JsonNode> mine = row.entry().axes();
        SequencedMap<String, JsonNode> its = best.entry().axes();
        return mine != null
                && its != null
                && its.entrySet().stream()
                        .allMatch(other ->
                                other.getKey().equals(axis) || other.getValue().equals(mine.get(other.getKey())));
    }
}
