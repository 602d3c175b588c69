package dev.mergesweep.evaluator.architecture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a layer that looks back.
 *
 * @param projections query, key, value; or one matrix with all three below each other
 * @param normalization of queries and keys before rotation; null: none
 * @param rotary index into {@link Architecture#rotaries()}; -1: positions are not rotated in
 * @param reach what a position sees
 */
public record Attention(
        Heads heads,
        List<Projection> projections,
        Projection output,
        @Nullable Normalization normalization,
        int rotary,
        Reach reach) {

    /**
     * @param query number of query heads, a multiple of {@code keyValue}
     * @param keyValue number of key/value heads
     * @param size width of each head
     */
    public record Heads(int query, int keyValue, int size) {}

    /** A norm whose weight is as wide as one head works per head, a wider one over all heads together. */
    public record Normalization(Norm query, Norm key) {}

    /**
     * @param window how many positions are seen, the own one included; 0: all before
     * @param scale factor on the scores
     * @param cap scores are squashed into (-cap, cap) by a hyperbolic tangent; 0: they are not
     */
    public record Reach(int window, double scale, double cap) {}

    public Attention {
        projections = List.copyOf(projections);
    }

    /** The same with a norm on queries and keys. */
    public Attention normalizing(Norm query, Norm key) {
        return new Attention(heads, projections, output, new Normalization(query, key), rotary, reach);
    }

    /** The same with another reach. */
    public Attention reaching(Reach other) {
        return new Attention(heads, projections, output, normalization, rotary, other);
    }

    /** The same with another rotation; -1: none. */
    public Attention turning(int other) {
        return new Attention(heads, projections, output, normalization, other, reach);
    }
}
