package dev.mergesweep.evaluator.architecture;

import java.util.List;

/** The part of a layer that sees one position at a time. */
public sealed interface FeedForward {

    /** {@code down(activation(gate(x)) * up(x))}. */
    record Gated(Projection gate, Projection up, Projection down, Activation activation) implements FeedForward {}

    /** Gate and up stored as one matrix, gate first. */
    record GatedFused(Projection gateUp, Projection down, Activation activation) implements FeedForward {}

    /** {@code down(activation(up(x)))}. */
    record Plain(Projection up, Projection down, Activation activation) implements FeedForward {}

    /**
     * Each position goes through the {@code chosen} experts with the largest probability, weighted by it.
     *
     * @param router {@code [experts, hidden]}
     * @param renormalized whether the chosen probabilities are scaled to sum to one
     */
    record Experts(Weight router, List<Gated> experts, int chosen, boolean renormalized) implements FeedForward {
        public Experts {
            experts = List.copyOf(experts);
        }
    }
}
