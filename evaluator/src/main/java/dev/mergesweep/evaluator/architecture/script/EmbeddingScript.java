package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Embedding;

/** Stage 0. {@code forward(ids, places, w)}: token ids and each one's place in its window. */
public final class EmbeddingScript {
    private EmbeddingScript() {}

    public static StageScript of(Embedding embedding, Dialect dialect) {
        Lines lines = new Lines(dialect);
        lines.add("def forward(self, ids: Tensor, places: Tensor, w: List[Tensor]) -> Tensor:");
        lines.let("x", "torch.embedding(%s, ids)".formatted(lines.weight(embedding.tokens())));
        if (embedding.scale() != 1) {
            lines.let(
                    "x", "torch.mul(x, torch.tensor(%s, dtype=x.dtype, device=x.device))".formatted(embedding.scale()));
        }
        if (embedding.positions() != null) {
            lines.let("x", "torch.add(x, torch.embedding(%s, places))".formatted(lines.weight(embedding.positions())));
        }
        lines.add("  return x");
        return lines.script("");
    }

    /**
     * What the slopes along tangents get from each position. {@code forward(g, ids, places, d)}: {@code g} is d nats / d what
     * the stage gives, {@code d} the tangents, empty where there is none. Gives {@code [weights, positions]}.
     */
    public static StageScript backward(Embedding embedding, Dialect dialect) {
        Lines lines = new Lines(dialect);
        lines.add("def forward(self, g: Tensor, ids: Tensor, places: Tensor, d: List[Tensor]) -> Tensor:");
        lines.weight(embedding.tokens());
        lines.let("s", "self.slope(g, d[0], ids)");
        if (embedding.scale() != 1) {
            lines.let("s", "torch.mul(s, %s)".formatted(embedding.scale()));
        }
        if (embedding.positions() == null) {
            lines.add("  return torch.stack([s])");
        } else {
            lines.weight(embedding.positions());
            lines.add("  return torch.stack([s, self.slope(g, d[1], places)])");
        }
        return lines.script("""
                def slope(self, g: Tensor, d: Tensor, rows: Tensor) -> Tensor:
                  if torch.eq(torch.numel(d), 0):
                    s = torch.zeros([torch.size(g, 0)], dtype=6, device=g.device)
                  else:
                    s = torch.sum(torch.mul(g, torch.embedding(d, rows)), [1])
                  return s
                """);
    }
}
