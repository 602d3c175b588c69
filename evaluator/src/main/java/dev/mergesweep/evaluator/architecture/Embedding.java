package dev.mergesweep.evaluator.architecture;

import org.jspecify.annotations.Nullable;

/**
 * Stage 0.
 *
 * @param tokens {@code [vocabulary, hidden]}
 * @param positions learned positions {@code [positions, hidden]}, added; null: none
 * @param scale factor on the rows of {@code tokens}
 */
public record Embedding(Weight tokens, @Nullable Weight positions, double scale) {}
