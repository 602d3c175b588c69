package dev.mergesweep.reports.format;

import dev.mergesweep.reports.report.Block;
import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Report;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures of a report's charts for its script. */
final class ChartJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ChartJson() {}

    /** JSON that may stand in a script element: no text in it can end the element. */
    static String of(Report report) {
        ArrayNode charts = JSON.createArrayNode();
        report.sections().forEach(section -> add(section.blocks(), charts));
        return JSON.writeValueAsString(charts)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }

    private static void add(List<Block> blocks, ArrayNode charts) {
        for (Block block : blocks) {
            if (block instanceof Chart chart) {
                ObjectNode node = JSON.valueToTree(chart);
                node.put("kind", kind(chart));
                charts.add(node);
            }
        }
    }

    private static String kind(Chart chart) {
        return switch (chart) {
            case Chart.Response _ -> "response";
            case Chart.TensorMap _ -> "map";
            case Chart.TradeOff _ -> "tradeOff";
            case Chart.Parallel _ -> "parallel";
            case Chart.Race _ -> "race";
            case Chart.Course _ -> "course";
        };
    }
}
