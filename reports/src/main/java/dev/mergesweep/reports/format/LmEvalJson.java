package dev.mergesweep.reports.format;

import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The winner's figures as lm-eval (EleutherAI's evaluation harness, 0.4) writes results, so that its readers open ours. A
 * domain is a task; its metric is the perplexity of tokens, lower is better.
 */
final class LmEvalJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String METRIC = "perplexity";

    private LmEvalJson() {}

    static String text(Ranking ranking) {
        ObjectNode tree = JSON.createObjectNode();
        ObjectNode results = tree.putObject("results");
        ObjectNode groups = tree.putObject("group_subtasks");
        ObjectNode configs = tree.putObject("configs");
        ObjectNode versions = tree.putObject("versions");
        ObjectNode shots = tree.putObject("n-shot");
        ObjectNode directions = tree.putObject("higher_is_better");
        ObjectNode samples = tree.putObject("n-samples");
        winner(ranking)
                .ifPresent(row -> row.domains().forEach((domain, figures) -> {
                    results.set(domain, result(domain, figures));
                    groups.putArray(domain);
                    configs.putObject(domain).put("task", domain).put("output_type", "loglikelihood_rolling");
                    versions.put(domain, 1);
                    shots.put(domain, 0);
                    directions.putObject(domain).put(METRIC, false);
                    samples.putObject(domain)
                            .put("original", figures.documents())
                            .put("effective", figures.documents());
                }));
        tree.putObject("config")
                .put("model", "mergesweep")
                .put(
                        "model_args",
                        "candidate="
                                + Objects.requireNonNullElse(ranking.decision().winner(), "none"));
        return JSON.writeValueAsString(tree) + "\n";
    }

    private static Optional<Row> winner(Ranking ranking) {
        return ranking.rows().stream()
                .filter(row -> row.entry().candidate().equals(ranking.decision().winner()))
                .findFirst();
    }

    /** The standard error of exp(x) is that of x times exp(x), to first order. */
    private static ObjectNode result(String domain, Row.DomainFigures figures) {
        return JSON.createObjectNode()
                .put("alias", domain)
                .put(METRIC + ",none", figures.perplexity())
                .put(
                        METRIC + "_stderr,none",
                        figures.perplexity() * figures.theta().standardError());
    }
}
