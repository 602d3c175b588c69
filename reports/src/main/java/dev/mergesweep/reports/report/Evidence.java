package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Entry;
import dev.mergesweep.reports.ranking.Ranking;
import dev.mergesweep.reports.ranking.Row;
import dev.mergesweep.sweep.learn.Lessons;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a report is made from. Whoever has a ranking alone leaves the rest empty, and the report is shorter.
 *
 * @param search what curves over axes are drawn from: as many candidates as there are
 * @param entries of all candidates, ranked or not, by id
 * @param schedules of the candidates whose t are to be shown, best first
 * @param angles between the parents, in degrees, by tensor
 * @param recipe the winner's, as YAML; null where there is none
 */
public record Evidence(
        Ranking ranking,
        Search search,
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

    /**
     * What the search saw.
     *
     * @param ranking of the split searched; the ranking itself where all documents are ranked
     * @param lessons what the search learned of t by itself
     * @param stopped candidates that a race stopped, on the documents that they were scored on
     * @param tracks what this and other searches got for what they paid; none where nothing was learned
     */
    public record Search(Ranking ranking, Lessons lessons, List<Row> stopped, List<Chart.Track> tracks) {
        public Search {
            stopped = List.copyOf(stopped);
            tracks = List.copyOf(tracks);
        }

        /** Without a way to show. */
        public Search(Ranking ranking, Lessons lessons, List<Row> stopped) {
            this(ranking, lessons, stopped, List.of());
        }

        /** Everyone with figures: the ranked ones from best to worst, then the stopped ones. */
        public List<Row> rows() {
            return Stream.concat(ranking.rows().stream(), stopped.stream()).toList();
        }
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
        return new Evidence(
                ranking,
                new Search(ranking, Lessons.NONE, List.of()),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    /** Whether the ranked documents are others than those that the search saw. */
    public boolean apart() {
        return !search.ranking().sample().split().equals(ranking.sample().split());
    }
}
