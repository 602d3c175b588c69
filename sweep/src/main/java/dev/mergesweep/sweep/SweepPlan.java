package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.sweep.store.StoredCandidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run will do, before it does it.
 *
 * @param count candidates before and after equal ones fell together
 * @param baselines parents, the uniform merge, checkpoints made elsewhere: always scored
 * @param candidates distinct points of the space, in the order in which they are scored; only the first batch of a search that
 *     proposes as it goes, and none where there are more than {@link #LISTED}
 * @param texts documents and tokens by domain and side
 * @param compute what the forward pass runs on
 * @param stages stages run for a block of texts with and without sharing
 * @param cost on this machine
 * @param warnings sentences
 */
public record SweepPlan(
        Count count,
        List<StoredCandidate> baselines,
        List<StoredCandidate> candidates,
        List<Side> texts,
        Compute compute,
        Stages stages,
        Cost cost,
        List<String> warnings) {
    /** More candidates are counted, but not listed: nobody scores so many. */
    public static final int LISTED = 20_000;

    /**
     * @param points points of the space that meet the constraints
     * @param distinct different candidates among them, those equal to a baseline not counted
     * @param reasons how many fell together with another candidate, by reason
     */
    public record Count(long points, long distinct, Map<String, Long> reasons) {
        public Count {
            reasons = new LinkedHashMap<>(reasons);
        }
    }

    /** @param split {@code search}, {@code confirm} or {@code all} */
    public record Side(String domain, String split, long documents, long tokens) {}

    /**
     * Stages run for a block of texts.
     *
     * @param shared candidates that agree in their first stages share them
     * @param alone every candidate by itself
     */
    public record Stages(long shared, long alone) {}

    /**
     * What it takes.
     *
     * @param seconds estimated from a stage of each kind run once on this machine; races make it less
     * @param memoryBytes of the engine: hidden states and weights; the parents are mapped, not loaded
     * @param diskBytes of the run's folder
     */
    public record Cost(double seconds, long memoryBytes, long diskBytes) {}

    public SweepPlan {
        baselines = List.copyOf(baselines);
        candidates = List.copyOf(candidates);
        texts = List.copyOf(texts);
        warnings = List.copyOf(warnings);
    }
}
