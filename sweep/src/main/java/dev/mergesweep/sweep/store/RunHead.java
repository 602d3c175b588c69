package dev.mergesweep.sweep.store;

import java.util.List;
import java.util.Map;

/**
 * What a run is about, as its store keeps it.
 *
 * @param experiment its name
 * @param rank how the candidates are ranked
 * @param setting everything but candidates and texts that the scores depend on: protocol, tokenizer, engine, kernels;
 *     canonical text, its digest is part of each score's identity
 * @param parents the two parents' paths as written, the base first; empty where no recipe is merged
 * @param sharing what the planner found before the run
 * @param warnings sentences
 * @param origin how to open it again
 */
public record RunHead(
        String experiment,
        RankRule rank,
        String setting,
        List<String> parents,
        Sharing sharing,
        List<String> warnings,
        Origin origin) {

    /**
     * Where it came from and the options that scores depend on.
     *
     * @param file absolute path of the experiment file, for the paths in it
     * @param compute {@code float32} or {@code bfloat16}
     * @param device {@code auto}, {@code cpu}, {@code gpu}
     * @param numerics {@code exact} or {@code mergekit}
     * @param lenient whether recipes were read leniently
     */
    public record Origin(String file, String compute, String device, String numerics, boolean lenient) {}

    /**
     * How candidates are ranked.
     *
     * @param by {@code mean-log-perplexity} or {@code bits-per-byte}
     * @param against {@code best-parent}, a baseline's name or a candidate's id
     * @param finalists how many of the best on search are scored on confirm, baselines apart
     * @param weights by domain, 0 or more
     * @param floors by domain, percent of perplexity that a winner may be worse than the better parent there
     */
    public record RankRule(
            String by, String against, int finalists, Map<String, Double> weights, Map<String, Double> floors) {
        public RankRule {
            weights = Map.copyOf(weights);
            floors = Map.copyOf(floors);
        }
    }

    /**
     * What is saved by not doing anything twice.
     *
     * @param points points of the space, constraints met
     * @param distinct different candidates among them
     * @param stages stages run for a block of texts
     * @param stagesAlone stages run if every candidate were scored alone
     */
    public record Sharing(long points, long distinct, long stages, long stagesAlone) {}

    public RunHead {
        parents = List.copyOf(parents);
        warnings = List.copyOf(warnings);
    }
}
