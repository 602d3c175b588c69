package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Ranking;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a report is made from. Whoever has a ranking alone leaves the rest empty, and the report is shorter.
 *
 * @param search the ranking of the search split; null where all documents are ranked, or nobody was searched
 * @param entries of all candidates, ranked or not, by id
 * @param schedules of the candidates whose t are to be shown, best first
 * @param angles between the parents, in degrees, by tensor
 * @param recipe the winner's, as YAML; null where there is none
 */
public record Evidence(
        Ranking ranking,
        @Nullable Ranking search,
        Map<String, Entry> entries,
        List<Schedule> schedules,
        List<TensorFigure> angles,
        List<Block.Fact> cost,
        List<Block.Fact> provenance,
        @Nullable String recipe) {
    public Evidence {
        entries = Map.copyOf(entries);
        schedules = List.copyOf(schedules);
        angles = List.copyOf(angles);
        cost = List.copyOf(cost);
        provenance = List.copyOf(provenance);
    }

    /** The t of every tensor of a candidate, in the order of the network. */
    public record Schedule(String candidate, List<TensorFigure> tensors) {
        public Schedule {
            tensors = List.copyOf(tensors);
        }
    }

    /** A figure of one tensor, by its name in the checkpoint. */
    public record TensorFigure(String tensor, double value) {}

    /** A ranking and nothing else: scores made elsewhere. */
    public static Evidence of(Ranking ranking) {
        return new Evidence(ranking, null, Map.of(), List.of(), List.of(), List.of(), List.of(), null);
    }

    /** The ranking with the most candidates in it: what curves over axes are drawn from. */
    public Ranking explored() {
        return search == null ? ranking : search;
    }
}
