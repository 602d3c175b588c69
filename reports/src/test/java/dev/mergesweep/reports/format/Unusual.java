package dev.mergesweep.reports.format;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.reports.ranking.ScaleControl;
import dev.mergesweep.reports.report.Evidence;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.learn.SlopeTable;
import dev.mergesweep.sweep.learn.SlopeTable.DomainSlopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Runs that look different from {@link Samples#grid}. */
final class Unusual {
    private Unusual() {}

    /** One that learned slopes, and so has charts that others have not. */
    static Evidence learned() {
        TreeMap<Double, SlopeTable> map = new TreeMap<>();
        List<String> tensors = List.of("model.layers.0.mlp.up_proj.weight", "model.layers.1.mlp.up_proj.weight");
        for (double t : new double[] {0.25, 0.5, 0.75}) {
            List<DomainSlopes> domains = Stream.of("stories", "sums")
                    .map(domain ->
                            new DomainSlopes(domain, 1000, 1.5 + t * t, List.of(t - 0.5, 0.6 - t), List.of(0.01, 0.01)))
                    .toList();
            map.put(t, new SlopeTable(tensors, domains));
        }
        Lessons lessons = new Lessons(map, Map.of("stories", 0.5, "sums", 0.5), new TreeMap<>(), 9, 0.5, List.of());
        Evidence grid = Samples.grid(3);
        return evidence(grid, grid.ranking(), lessons);
    }

    /** One whose best rows were scored at several scales of the logits. */
    static Evidence scaled() {
        Evidence grid = Samples.grid(3);
        Ranking ranking = grid.ranking();
        List<ScaleControl.Control> controls = ranking.rows().stream()
                .map(row -> new ScaleControl.Control(
                        row.entry().candidate(),
                        1.105,
                        false,
                        row.objective(),
                        row.difference() == null ? null : row.difference().natsPerToken(),
                        row.difference() == null ? null : row.difference().percent(),
                        row.standing().tiedForFirst()))
                .toList();
        return evidence(grid, ranking(ranking, ranking.rows(), new ScaleControl(controls)), Lessons.NONE);
    }

    /** One whose candidates differ in gradients, which have long names that begin and end alike. */
    static Evidence gradients() {
        Evidence grid = Samples.grid(3);
        Ranking ranking = grid.ranking();
        List<Row> rows = IntStream.range(0, ranking.rows().size())
                .mapToObj(i -> gradient(ranking.rows().get(i), i))
                .toList();
        return evidence(grid, ranking(ranking, rows, ranking.control()), Lessons.NONE);
    }

    private static Row gradient(Row row, int number) {
        Entry entry = row.entry();
        SequencedMap<String, JsonNode> axes = new LinkedHashMap<>();
        for (String axis : List.of("attention", "feed_forward_networks", "rest")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            list.add(0).add(0.5).add(0.3).add(number / 10.0).add(0.7).add(1);
            axes.put(axis, number % 3 == 0 ? JsonNodeFactory.instance.numberNode(number / 10.0) : list);
        }
        return new Row(
                new Entry(entry.candidate(), entry.kind(), axes, entry.recipe(), entry.differentT()),
                row.standing(),
                row.split(),
                row.objective(),
                row.domains(),
                row.difference(),
                row.searchObjective(),
                row.keepsFloors());
    }

    private static Ranking ranking(Ranking like, List<Row> rows, ScaleControl control) {
        return new Ranking(
                like.experiment(),
                like.against(),
                like.decision(),
                like.sample(),
                rows,
                like.unranked(),
                like.failed(),
                like.warnings(),
                control);
    }

    private static Evidence evidence(Evidence like, Ranking ranking, Lessons lessons) {
        return new Evidence(
                ranking,
                new Evidence.Search(ranking, lessons, List.of()),
                like.entries(),
                like.schedules(),
                like.angles(),
                like.cost(),
                like.provenance(),
                like.recipe());
    }
}
