package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Ranking;
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
        Ranking explored = evidence.explored();
        Optional<Row> best = explored.rows().stream()
                .filter(row -> row.entry().axes() != null && !row.entry().axes().isEmpty())
                .findFirst();
        if (best.isEmpty()) {
            return null;
        }
        List<Block> blocks = new ArrayList<>();
        int number = 0;
        for (String axis : axes(explored)) {
            List<Chart.Reading> readings = readings(explored, axis, best.get());
            if (readings.stream().mapToDouble(Chart.Reading::x).distinct().count() >= 2) {
                blocks.add(new Chart.Response(
                        "response-" + number++, axis, axis, explored.against().candidate(), readings));
            }
        }
        if (!blocks.isEmpty()) {
            blocks.addFirst(new Block.Paragraph(introduction(evidence)));
        }
        return new Section("response", "How the score answers to each axis", blocks);
    }

    private static String introduction(Evidence evidence) {
        String split =
                evidence.search() == null ? "" : " Measured on the search documents, which all candidates share.";
        return ("Change of perplexity against %s. The curve follows the best candidate while one axis alone changes, with "
                        + "95\u00a0%% intervals; the other points are all other candidates.%s")
                .formatted(evidence.explored().against().candidate(), split);
    }

    static Set<String> axes(Ranking ranking) {
        Set<String> axes = new LinkedHashSet<>();
        for (Row row : ranking.rows()) {
            SequencedMap<String, JsonNode> values = row.entry().axes();
            if (values != null) {
                axes.addAll(values.keySet());
            }
        }
        return axes;
    }

    private static List<Chart.Reading> readings(Ranking ranking, String axis, Row best) {
        List<Chart.Reading> readings = new ArrayList<>();
        for (Row row : ranking.rows()) {
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
