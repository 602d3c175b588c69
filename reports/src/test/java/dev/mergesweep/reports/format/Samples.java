package dev.mergesweep.reports.format;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.Sample;
import dev.mergesweep.reports.ranking.ScaleControl;
import dev.mergesweep.reports.ranking.Verdict;
import dev.mergesweep.reports.report.Block;
import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.reports.report.Evidence.TensorFigure;
import dev.mergesweep.sweep.learn.Lessons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A made-up run over a smooth bowl: attention x mlp on two domains, large enough to look at. */
final class Samples {
    private static final int LAYERS = 12;

    private Samples() {}

    /** @param steps values an axis; there are steps x steps candidates */
    static Evidence grid(int steps) {
        List<Entry> entries = new ArrayList<>(List.of(
                entry("parent-0", Entry.Kind.PARENT, 0, 0),
                entry("parent-1", Entry.Kind.PARENT, 1, 1),
                entry("uniform-0.5", Entry.Kind.BASELINE, 0.5, 0.5)));
        for (int i = 0; i < steps; i++) {
            for (int j = 0; j < steps; j++) {
                double attention = i / (steps - 1.0);
                double mlp = j / (steps - 1.0);
                String id =
                        String.format(Locale.ROOT, "%012x", 0x9e3779b97f4aL * (i * steps + j + 1) & 0xffffffffffffL);
                if (!(i == 0 && j == 0) && !(i == steps - 1 && j == steps - 1) && !(attention == 0.5 && mlp == 0.5)) {
                    entries.add(entry(id, Entry.Kind.CANDIDATE, attention, mlp));
                }
            }
        }
        List<Row> rows = rows(entries);
        Map<String, Entry> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.candidate(), entry));
        String winner = rows.stream()
                .filter(row -> row.entry().kind() != Entry.Kind.PARENT)
                .findFirst()
                .orElseThrow()
                .entry()
                .candidate();
        Ranking ranking = ranking(rows, winner);
        return new Evidence(
                ranking,
                new Evidence.Search(ranking, Lessons.NONE, List.of()),
                byId,
                rows.stream().limit(8).map(Samples::schedule).toList(),
                schedule(rows.getFirst()).tensors().stream()
                        .map(tensor -> new TensorFigure(
                                tensor.tensor(), 4 + (tensor.tensor().hashCode() & 63) / 2.0))
                        .toList(),
                List.of(
                        new Block.Fact("Candidates scored", Integer.toString(rows.size())),
                        new Block.Fact("Stages run", "1,204 of 3,360 (36 %)"),
                        new Block.Fact("Time", "41 s")),
                List.of(
                        new Block.Fact("Base", "models/a  sha256 4f1c…"),
                        new Block.Fact("Protocol", "documents, context 512, bos auto"),
                        new Block.Fact("Engine", "PyTorch 2.7.1, DJL 0.36.0, float32 (oneDNN)")),
                "merge_method: slerp\nbase_model: ./../models/a\nmodels:\n  - model: ./../models/a\n  - model: ./../models/b\nparameters:\n  t:\n    - filter: self_attn\n      value: 0.5\n    - value: 0.25\ndtype: bfloat16\n");
    }

    /** A run in which everything that a person names has this name. */
    static Evidence named(String name) {
        Evidence grid = grid(2);
        Ranking ranking = grid.ranking();
        Row first = ranking.rows().getFirst();
        SequencedMap<String, JsonNode> axes = new LinkedHashMap<>();
        axes.put(name, JsonNodeFactory.instance.stringNode(name));
        SequencedMap<String, Row.DomainFigures> domains = new LinkedHashMap<>();
        domains.put(name, Objects.requireNonNull(first.domains().get("stories")));
        domains.put("sums", Objects.requireNonNull(first.domains().get("sums")));
        Row row = new Row(
                new Entry(name, Entry.Kind.CANDIDATE, axes, name, 1),
                first.standing(),
                "all",
                first.objective(),
                domains,
                first.difference(),
                null,
                true);
        Ranking named = new Ranking(
                name,
                new Ranking.Against(name, "best-parent"),
                new Ranking.Decision(name, name, new Verdict.NoneBetter(name, name), null, List.of()),
                ranking.sample(),
                List.of(row, row),
                List.of(new Ranking.Unranked(name, name, 1.0, 0.5)),
                List.of(new Ranking.Failed(name, name, name, name)),
                List.of(name),
                ScaleControl.UNKNOWN);
        Evidence.Schedule schedule = new Evidence.Schedule(name, List.of(new TensorFigure(name, 0.5)));
        Block.Fact fact = new Block.Fact(name, name);
        return new Evidence(
                named,
                new Evidence.Search(named, Lessons.NONE, List.of()),
                Map.of(name, row.entry()),
                List.of(schedule),
                schedule.tensors(),
                List.of(fact),
                List.of(fact),
                name);
    }

    private static Ranking ranking(List<Row> rows, String winner) {
        return new Ranking(
                "quickstart",
                new Ranking.Against("parent-1", "best-parent"),
                new Ranking.Decision(
                        winner,
                        winner,
                        new Verdict.Better("parent-1", 4.82, 3.91, 5.71),
                        uniform(),
                        List.of(new Ranking.TradeOff("the best on stories", winner))),
                new Sample(
                        "confirm",
                        "mean-log-perplexity",
                        List.of(
                                new Sample.DomainSample("stories", 0.5, 61, 11_204, 44.2),
                                new Sample.DomainSample("sums", 0.5, 58, 3_120, 51.9)),
                        23,
                        0.8431),
                rows,
                List.of(
                        new Ranking.Unranked("deadbeef0001", "raced", 1.61, 0.25),
                        new Ranking.Unranked("deadbeef0002", "not a finalist", 1.32, null)),
                List.of(new Ranking.Failed("badc0ffee000", "a value is not finite", "stories", "17")),
                List.of("The winner stands at the edge of axis mlp (1): look further out."),
                ScaleControl.UNKNOWN);
    }

    private static Ranking.Yardstick uniform() {
        Row.Difference difference = new Row.Difference(
                new Row.Estimate(-0.0041, 0.0032, -0.0105, 0.0023),
                59.0,
                new Row.Percent(-0.41, -1.04, 0.23),
                0.91,
                new Row.Chances(0.1, 0.9, 0.6));
        return new Ranking.Yardstick(
                "uniform-0.5", difference, new Verdict.NotDistinguishable("uniform-0.5", 0.41, 586));
    }

    private static List<Row> rows(List<Entry> entries) {
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparingDouble((Entry entry) -> theta(entry, "stories") + theta(entry, "sums"))
                        .thenComparing(Entry::candidate))
                .toList();
        return IntStream.range(0, sorted.size())
                .mapToObj(i -> row(sorted.get(i), i + 1, sorted.size()))
                .toList();
    }

    private static Row row(Entry entry, int rank, int all) {
        double stories = theta(entry, "stories");
        double sums = theta(entry, "sums");
        double value = (stories + sums) / 2;
        double delta = value - (theta("stories", 1, 1) + theta("sums", 1, 1)) / 2;
        double error = 0.008 + 0.01 * Math.abs(delta);
        SequencedMap<String, Row.DomainFigures> domains = new LinkedHashMap<>();
        domains.put("stories", figures(stories, 61, 11_204));
        domains.put("sums", figures(sums, 58, 3_120));
        double p = Math.min(1, Math.exp(delta / error));
        return new Row(
                entry,
                new Row.Standing(
                        rank, Math.max(1, rank - 3), Math.min(all, rank + 3), 1.0 / rank, rank <= 4, rank <= 6),
                "confirm",
                new Row.Estimate(value, 0.03, value - 0.06, value + 0.06),
                domains,
                entry.candidate().equals("parent-1")
                        ? null
                        : new Row.Difference(
                                new Row.Estimate(delta, error, delta - 2 * error, delta + 2 * error),
                                59.0,
                                new Row.Percent(
                                        100 * Math.expm1(delta),
                                        100 * Math.expm1(delta - 2 * error),
                                        100 * Math.expm1(delta + 2 * error)),
                                280 * error,
                                new Row.Chances(p / 2, p, p)),
                value - 0.004,
                true);
    }

    private static Row.DomainFigures figures(double theta, int documents, long tokens) {
        Row.Estimate estimate = new Row.Estimate(theta, 0.02, theta - 0.04, theta + 0.04);
        return new Row.DomainFigures(
                documents,
                tokens,
                theta * tokens,
                estimate,
                Math.exp(theta),
                Math.exp(theta - 0.04),
                Math.exp(theta + 0.04),
                null);
    }

    private static double theta(Entry entry, String domain) {
        return theta(domain, axis(entry, "attention"), axis(entry, "mlp"));
    }

    private static double axis(Entry entry, String name) {
        return Objects.requireNonNull(Objects.requireNonNull(entry.axes()).get(name))
                .asDouble();
    }

    private static double theta(String domain, double attention, double mlp) {
        double best = domain.equals("stories") ? 0.35 : 0.65;
        return 1.1
                + 0.35 * (attention - best) * (attention - best)
                + 0.25 * (mlp - best) * (mlp - best)
                + 0.03 * Math.sin(9 * attention + 5 * mlp);
    }

    private static Entry entry(String id, Entry.Kind kind, double attention, double mlp) {
        SequencedMap<String, JsonNode> axes = new LinkedHashMap<>();
        axes.put("attention", JsonNodeFactory.instance.numberNode(attention));
        axes.put("mlp", JsonNodeFactory.instance.numberNode(mlp));
        return new Entry(id, kind, axes, "recipes/" + id + ".yaml", 3);
    }

    private static Evidence.Schedule schedule(Row row) {
        double attention = axis(row.entry(), "attention");
        double mlp = axis(row.entry(), "mlp");
        List<TensorFigure> tensors = new ArrayList<>();
        tensors.add(new TensorFigure("model.embed_tokens.weight", 0.5));
        for (int layer = 0; layer < LAYERS; layer++) {
            for (String name : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
                tensors.add(new TensorFigure("model.layers.%d.self_attn.%s.weight".formatted(layer, name), attention));
            }
            for (String name : List.of("gate_proj", "up_proj", "down_proj")) {
                tensors.add(new TensorFigure(
                        "model.layers.%d.mlp.%s.weight".formatted(layer, name), mlp * layer / (LAYERS - 1)));
            }
            tensors.add(new TensorFigure("model.layers.%d.input_layernorm.weight".formatted(layer), 0.5));
        }
        tensors.add(new TensorFigure("model.norm.weight", 0.5));
        return new Evidence.Schedule(row.entry().candidate(), tensors);
    }
}
