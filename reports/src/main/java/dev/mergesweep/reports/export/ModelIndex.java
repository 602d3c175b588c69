package dev.mergesweep.reports.export;

import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.report.Wording;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A candidate's figures as the hub's {@code model-index} lists results: one a domain, with its 95 % interval. */
final class ModelIndex {
    private ModelIndex() {}

    static ArrayNode results(Row row) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<String, Row.DomainFigures> domain : row.domains().entrySet()) {
            ObjectNode result = results.addObject();
            result.putObject("task").put("type", "text-generation");
            result.putObject("dataset").put("name", domain.getKey()).put("type", id(domain.getKey()));
            add(result.putArray("metrics").addObject(), row.split(), domain.getValue());
        }
        return results;
    }

    private static void add(ObjectNode metric, String split, Row.DomainFigures figures) {
        metric.put("type", "perplexity").put("value", figures.perplexity());
        metric.put(
                "name",
                String.format(
                        Locale.ROOT,
                        "Perplexity (95 %% interval %s to %s)",
                        Wording.perplexity(figures.perplexityLow()),
                        Wording.perplexity(figures.perplexityHigh())));
        metric.putObject("args")
                .put("low", figures.perplexityLow())
                .put("high", figures.perplexityHigh())
                .put("split", split)
                .put("documents", figures.documents())
                .put("tokens", figures.tokens());
    }

    /** The hub wants a data set's id; these texts have a name only. */
    private static String id(String domain) {
        return domain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]+", "-");
    }
}
