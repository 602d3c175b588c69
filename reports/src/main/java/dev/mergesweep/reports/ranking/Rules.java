package dev.mergesweep.reports.ranking;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.sweep.statistics.Measure;
import dev.mergesweep.sweep.statistics.Weights;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to rank.
 *
 * @param place of the experiment file or the scores, for messages
 * @param against {@link #BEST_PARENT}, a candidate's id, or a unique prefix of one
 * @param floors percent of perplexity that a winner may be worse than the better parent in a domain, by the domain's name
 * @param split to rank; null: {@code confirm} where it is kept apart, else all
 */
public record Rules(
        Place place,
        String against,
        Measure measure,
        Weights weights,
        Map<String, Double> floors,
        @Nullable String split) {
    /** The parent with the smaller objective on the search split, or on all where none is kept apart. */
    public static final String BEST_PARENT = "best-parent";

    public Rules {
        floors = Map.copyOf(floors);
    }

    /** Against the best parent, by mean log-perplexity, every domain alike. */
    public static Rules usual(Place place) {
        return new Rules(place, BEST_PARENT, Measure.MEAN_LOG_PERPLEXITY, Weights.EQUAL, Map.of(), null);
    }
}
