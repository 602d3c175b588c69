package dev.mergesweep.sweep.search;

import dev.mergesweep.sweep.learn.DiagonalMap;
import dev.mergesweep.sweep.learn.Lessons;
import dev.mergesweep.sweep.learn.Prediction;
import dev.mergesweep.sweep.learn.SlopeTable;
import dev.mergesweep.sweep.learn.Step;
import dev.mergesweep.sweep.space.Learned.Rule;
import dev.mergesweep.sweep.space.Point;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The slopes of an experiment's merges, for searches that follow them. What was seen once is not computed again. */
public interface Landscape {
    /** Scorings of the same texts that a pass forward and back is counted as. */
    double COST = Lessons.PASS;

    /** Slopes at a few uniform t, as the search's settings say. */
    DiagonalMap map();

    /** What {@link #map} costs, in candidates scored on the search texts. */
    double mapCost();

    /** What the nats a token of each domain count in the objective. */
    Map<String, Double> factors();

    /** Pieces that the search texts can be taken in, each some whole documents of several domains. */
    int pieces();

    /** Share of the search texts' tokens in some pieces. */
    double share(List<Integer> pieces);

    /** Slopes on some pieces at a list of t. */
    SlopeTable slopes(List<Rule> rules, List<Integer> pieces);

    /** The t of every tensor under a list of t. */
    SequencedMap<String, @Nullable Double> schedule(List<Rule> rules);

    /** Tensors with one dimension: norms, biases. */
    boolean isVector(String tensor);

    /**
     * Every point of the space with what slopes predict for it, and what the scores of some points teach.
     *
     * @param measured objectives of points on the search texts
     */
    Stream<Predicted> predicted(DiagonalMap map, Map<Point, Double> measured);

    record Predicted(Point point, Prediction prediction) {}

    /** What a search did by itself, for the log and the report. */
    void note(Step step);
}
