package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.FeedForward;

/** The feed-forward part of a layer: from {@code h} to {@code f}. */
final class FeedForwardLines {
    private final Lines lines;

    FeedForwardLines(Lines lines) {
        this.lines = lines;
    }

    /** @return methods that the written lines call */
    String write(FeedForward part) {
        return switch (part) {
            case FeedForward.Gated gated -> {
                String gate = lines.activation(gated.activation(), lines.linear(gated.gate(), "h"));
                lines.let("g", lines.product(gate, lines.linear(gated.up(), "h")));
                lines.let("f", lines.linear(gated.down(), "g"));
                yield "";
            }
            case FeedForward.GatedFused fused -> {
                lines.add("  g, u = torch.chunk(%s, 2, 1)".formatted(lines.linear(fused.gateUp(), "h")));
                lines.let("g", "torch.mul(%s, u)".formatted(lines.activation(fused.activation(), "g")));
                lines.let("f", lines.linear(fused.down(), "g"));
                yield "";
            }
            case FeedForward.Plain plain -> {
                lines.let("g", lines.activation(plain.activation(), lines.linear(plain.up(), "h")));
                lines.let("f", lines.linear(plain.down(), "g"));
                yield "";
            }
            case FeedForward.Experts experts -> new ExpertLines(lines).write(experts);
        };
    }
}
