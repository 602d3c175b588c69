package dev.mergesweep.evaluator.architecture;

import org.jspecify.annotations.Nullable;

/**
 * One layer: what attention and feed-forward give is added to what came in.
 *
 * @param norms where the layer normalises
 * @param parallel whether the feed-forward part reads what came into the layer, not what attention left
 * @param residual factor on what each part adds
 */
public record Layer(Norms norms, Attention attention, FeedForward feedForward, boolean parallel, double residual) {

    /** Each may be missing. A parallel layer without {@code beforeFeedForward} shares {@code beforeAttention}. */
    public record Norms(
            @Nullable Norm beforeAttention,
            @Nullable Norm afterAttention,
            @Nullable Norm beforeFeedForward,
            @Nullable Norm afterFeedForward) {}
}
