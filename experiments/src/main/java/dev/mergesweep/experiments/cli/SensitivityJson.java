package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.slope.Slopes;
import dev.mergesweep.evaluator.slope.Slopes.Slope;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Slopes as one JSON document. */
final class SensitivityJson {
    private SensitivityJson() {}

    static ObjectNode of(String merge, Protocol protocol, Sensitivity found) {
        ObjectNode top = JsonNodeFactory.instance.objectNode().put("merge", merge);
        EvaluationJson.put(top.putObject("protocol"), protocol);
        Slopes slopes = found.slopes();
        ArrayNode domains = top.putArray("domains");
        for (String domain : slopes.domains()) {
            ObjectNode node = domains.addObject()
                    .put("name", domain)
                    .put("documents", slopes.documents(domain))
                    .put("tokens", slopes.tokens(domain));
            Json.put(node, "nats_per_token", slopes.natsPerToken(domain));
        }
        put(top.putArray("tensors"), found.tensors(), found);
        put(top.putArray("filters"), found.filters(), found);
        put(top.putArray("layers"), found.layers(), found);
        ArrayNode worth = top.putArray("worth_an_axis");
        found.worthAnAxis().forEach(row -> worth.add(row.name()));
        return top;
    }

    private static void put(ArrayNode list, List<Sensitivity.Row> rows, Sensitivity found) {
        for (Sensitivity.Row row : rows) {
            ObjectNode node = list.addObject().put("name", row.name());
            if (found.schedule().containsKey(row.name())) {
                Json.put(node, "t", found.schedule().get(row.name()));
            }
            put(node, row.mean());
            ObjectNode domains = node.putObject("domains");
            for (int i = 0; i < row.domains().size(); i++) {
                put(
                        domains.putObject(found.slopes().domains().get(i)),
                        row.domains().get(i));
            }
        }
    }

    private static void put(ObjectNode node, Slope slope) {
        Json.put(node, "slope", slope.perToken());
        // With fewer than two documents there is no error to tell, which is not the same as one that is no number.
        Json.put(node, "standard_error", Double.isNaN(slope.standardError()) ? null : slope.standardError());
    }
}
