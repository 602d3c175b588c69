package dev.mergesweep.reports.ranking;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A ranking as JSON: {@code ranking.json}, and what {@code run --json} and {@code rank --json} print. */
public final class RankingJson {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = MAPPER.writer()
            .with(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

    private RankingJson() {}

    /** Indented, with a newline at the end; equal rankings give equal bytes. */
    public static String text(Ranking ranking) {
        return WRITER.writeValueAsString(tree(ranking)) + "\n";
    }

    public static ObjectNode tree(Ranking ranking) {
        Ranking.Decision decision = ranking.decision();
        ObjectNode tree = MAPPER.createObjectNode()
                .put("experiment", ranking.experiment())
                .put("against", ranking.against().candidate())
                .put("against_rule", ranking.against().rule())
                .put("winner", decision.winner())
                .put("simplest", decision.simplest())
                .put("verdict", decision.verdict().text());
        Ranking.Yardstick uniform = decision.uniform();
        if (uniform == null) {
            tree.putNull("uniform");
        } else {
            tree.putObject("uniform")
                    .put("candidate", uniform.candidate())
                    .put("verdict", uniform.verdict().text())
                    .set("difference", difference(uniform.difference()));
        }
        ArrayNode rows = tree.putArray("ranking");
        ranking.rows().forEach(row -> rows.add(row(row).set("at_best_scale", scaled(ranking, row))));
        ArrayNode unranked = tree.putArray("unranked");
        ranking.unranked().forEach(candidate -> unranked.add(unranked(candidate)));
        ArrayNode failed = tree.putArray("failed");
        ranking.failed()
                .forEach(candidate -> failed.addObject()
                        .put("candidate", candidate.candidate())
                        .put("reason", candidate.reason())
                        .put("domain", candidate.domain())
                        .put("document", candidate.document()));
        ArrayNode tradeOffs = tree.putArray("trade_offs");
        decision.tradeOffs()
                .forEach(choice ->
                        tradeOffs.addObject().put("name", choice.name()).put("candidate", choice.candidate()));
        tree.set("sample", sample(ranking.sample()));
        ArrayNode warnings = tree.putArray("warnings");
        ranking.warnings().forEach(warnings::add);
        return tree;
    }

    private static ObjectNode row(Row row) {
        Row.Standing standing = row.standing();
        ObjectNode tree = MAPPER.createObjectNode()
                .put("rank", standing.rank())
                .put("split", row.split())
                .put("rank_low", standing.rankLow())
                .put("rank_high", standing.rankHigh())
                .put("candidate", row.entry().candidate())
                .put("baseline", row.entry().baseline());
        if (row.entry().axes() == null) {
            tree.putNull("axes");
        } else {
            ObjectNode axes = tree.putObject("axes");
            row.entry().axes().forEach(axes::set);
        }
        tree.put("recipe", row.entry().recipe());
        estimate(tree, "objective", row.objective());
        if (row.searchObjective() != null) {
            number(tree, "search_objective", row.searchObjective());
        }
        ObjectNode domains = tree.putObject("domains");
        row.domains().forEach((name, figures) -> domains.set(name, domain(figures)));
        tree.set("difference", row.difference() == null ? MAPPER.nullNode() : difference(row.difference()));
        number(tree, "confidence_set_p", standing.confidenceSetP());
        return tree.put("tied_for_first", standing.tiedForFirst())
                .put("on_pareto_front", standing.onParetoFront())
                .put("keeps_floors", row.keepsFloors());
    }

    private static JsonNode scaled(Ranking ranking, Row row) {
        return ranking.control()
                .of(row.entry().candidate())
                .<JsonNode>map(RankingJson::scaled)
                .orElse(MAPPER.nullNode());
    }

    private static ObjectNode scaled(ScaleControl.Control control) {
        ObjectNode tree = MAPPER.createObjectNode();
        number(tree, "scale", control.scale());
        tree.put("at_edge", control.atEdge());
        estimate(tree, "objective", control.objective());
        if (control.difference() == null || control.percent() == null) {
            tree.putNull("difference");
        } else {
            ObjectNode difference = tree.putObject("difference");
            estimate(difference, "nats_per_token", control.difference());
            number(difference, "percent", control.percent().value());
            number(difference, "percent_low", control.percent().low());
            number(difference, "percent_high", control.percent().high());
        }
        return tree.put("tied_for_first", control.tiedForFirst());
    }

    private static void estimate(ObjectNode tree, String name, Row.Estimate estimate) {
        number(tree, name, estimate.value());
        number(tree, "standard_error", estimate.standardError());
        number(tree, "low", estimate.low());
        number(tree, "high", estimate.high());
    }

    private static ObjectNode domain(Row.DomainFigures figures) {
        ObjectNode tree =
                MAPPER.createObjectNode().put("documents", figures.documents()).put("tokens", figures.tokens());
        number(tree, "nats", figures.nats());
        number(tree, "perplexity", figures.perplexity());
        number(tree, "perplexity_low", figures.perplexityLow());
        number(tree, "perplexity_high", figures.perplexityHigh());
        number(tree, "standard_error", figures.theta().standardError());
        if (figures.difference() == null) {
            tree.putNull("difference");
        } else {
            estimate(tree.putObject("difference"), "nats_per_token", figures.difference());
        }
        return tree;
    }

    private static ObjectNode difference(Row.Difference difference) {
        ObjectNode tree = MAPPER.createObjectNode();
        number(tree, "nats_per_token", difference.natsPerToken().value());
        number(tree, "standard_error", difference.natsPerToken().standardError());
        number(tree, "df", difference.df());
        number(tree, "low", difference.natsPerToken().low());
        number(tree, "high", difference.natsPerToken().high());
        number(tree, "percent", difference.percent().value());
        number(tree, "percent_low", difference.percent().low());
        number(tree, "percent_high", difference.percent().high());
        number(tree, "detectable_percent", difference.detectablePercent());
        number(tree, "p_better", difference.p().better());
        number(tree, "p_holm", difference.p().holm());
        number(tree, "p_adjusted", difference.p().adjusted());
        return tree;
    }

    private static ObjectNode unranked(Ranking.Unranked candidate) {
        ObjectNode tree = MAPPER.createObjectNode()
                .put("candidate", candidate.candidate())
                .put("why", candidate.why());
        number(tree, "search_objective", candidate.searchObjective());
        number(tree, "dropped_at", candidate.droppedAt());
        return tree;
    }

    private static ObjectNode sample(Sample sample) {
        ObjectNode tree = MAPPER.createObjectNode().put("split", sample.split()).put("measure", sample.measure());
        ObjectNode domains = tree.putObject("domains");
        for (Sample.DomainSample domain : sample.domains()) {
            ObjectNode figures = domains.putObject(domain.name())
                    .put("documents", domain.documents())
                    .put("tokens", domain.tokens());
            number(figures, "weight", domain.weight());
            number(figures, "effective_documents", domain.effectiveDocuments());
            number(figures, "design_effect", domain.designEffect());
        }
        number(tree, "detectable_percent", sample.detectablePercent());
        return tree.put("confidence_set_entrants", sample.entrants());
    }

    /** JSON knows no NaN and no infinities, so they are strings. */
    private static void number(ObjectNode tree, String name, @Nullable Double value) {
        if (value == null) {
            tree.putNull(name);
        } else if (Double.isFinite(value)) {
            tree.put(name, value);
        } else {
            tree.put(name, Double.toString(value));
        }
    }
}
