package dev.mergesweep.evaluator.architecture;

/**
 * The last stage: final norm, then logits.
 *
 * @param output {@code [vocabulary, hidden]}; the embedding's tensor where the two are tied
 * @param scale factor on the logits
 * @param cap logits are squashed into (-cap, cap) by a hyperbolic tangent; 0: they are not
 */
public record Head(Norm norm, Projection output, double scale, double cap) {}
