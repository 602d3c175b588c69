package dev.mergesweep.reports.diff;

import dev.mergesweep.reports.ranking.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Two runs side by side as JSON. */
public final class RunDiffJson {
    private RunDiffJson() {}

    public static ObjectNode tree(RunDiff diff) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("first", side(diff.first()));
        tree.set("second", side(diff.second()));
        ArrayNode settings = tree.putArray("settings");
        diff.settings().forEach(settings::add);
        ObjectNode documents = tree.putObject("documents");
        diff.documents()
                .forEach(domain -> documents
                        .putObject(domain.domain())
                        .put("shared", domain.shared())
                        .put("only_first", domain.onlyFirst())
                        .put("only_second", domain.onlySecond()));
        ArrayNode candidates = tree.putArray("candidates");
        diff.pairs().forEach(pair -> candidates.add(pair(pair)));
        RunDiff.Pair winners = diff.winners();
        tree.set("winners", winners == null ? JsonNodeFactory.instance.nullNode() : pair(winners));
        return tree;
    }

    private static ObjectNode side(RunDiff.Side side) {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("run", side.run())
                .put("experiment", side.experiment())
                .put("winner", side.winner())
                .put("verdict", side.verdict());
        ArrayNode alone = tree.putArray("only_here");
        side.alone().forEach(alone::add);
        return tree;
    }

    private static ObjectNode pair(RunDiff.Pair pair) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.set("first", place(pair.first()));
        tree.set("second", place(pair.second()));
        RunDiff.@Nullable Change change = pair.change();
        if (change == null) {
            tree.putNull("change");
        } else {
            tree.putObject("change")
                    .put("percent", change.percent())
                    .put("percent_low", change.interval().low())
                    .put("percent_high", change.interval().high())
                    .put("same_bits", change.sameBits());
        }
        return tree;
    }

    private static ObjectNode place(Row row) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("candidate", row.entry().candidate())
                .put("rank", row.standing().rank())
                .put("objective", row.objective().value());
    }
}
