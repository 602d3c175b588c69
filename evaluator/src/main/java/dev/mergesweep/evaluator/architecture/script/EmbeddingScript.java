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
}
