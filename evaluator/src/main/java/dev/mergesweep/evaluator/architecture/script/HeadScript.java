package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Head;

/**
 * The last stage. {@code forward(x, rows, targets, w)} gives the nats of {@code targets[i]} after the position
 * {@code rows[i]}, float32. Logits exist for one slice of rows at a time; every slice has the same shape.
 */
public final class HeadScript {
    /** Beyond 32 MiB glibc maps every allocation anew, and page faults make the loss four times slower. */
    private static final long SLICE_BYTES = 25L << 20;

    private HeadScript() {}

    /** Rows of one slice: the number of rows of a call must be a multiple of it. */
    public static int rows(long vocabulary) {
        return (int) Math.clamp(Long.highestOneBit(Math.max(1, SLICE_BYTES / (4 * vocabulary))), 16, 256);
    }

    public static StageScript of(Head head, Dialect dialect) {
        return script(
                head,
                dialect,
                "rows: Tensor, targets: Tensor",
                "torch.cross_entropy_loss(z, torch.slice(targets, 0, s, e), None, 0)");
    }

    /** {@code forward(x, rows, w)} gives the id with the largest logit, the first of equal ones; weights as in {@link #of}. */
    public static StageScript mostLikely(Head head, Dialect dialect) {
        return script(head, dialect, "rows: Tensor", "torch.argmax(z, 1)");
    }

    private static StageScript script(Head head, Dialect dialect, String parameters, String value) {
        long vocabulary = head.output().weight().shape().dimensions().getFirst();
        Lines lines = new Lines(dialect);
        lines.add("def forward(self, x: Tensor, %s, w: List[Tensor]) -> Tensor:".formatted(parameters));
        lines.let("x", lines.norm(head.norm(), "x"));
        lines.let("parts", "annotate(List[Tensor], [])");
        lines.add("  for i in range(torch.size(rows, 0) // %d):".formatted(rows(vocabulary)));
        lines.let("  s", "i * " + rows(vocabulary));
        lines.let("  e", "s + " + rows(vocabulary));
        lines.let("  h", "torch.index_select(x, 0, torch.slice(rows, 0, s, e))");
        lines.let("  z", "torch.to(" + lines.linear(head.output(), "h") + ", 6)");
        if (head.scale() != 1) {
            lines.let("  z", "torch.mul(z, %s)".formatted(head.scale()));
        }
        lines.let("  z", lines.capped("z", head.cap()));
        lines.let("  _0", "torch.append(parts, %s)".formatted(value));
        lines.add("  return torch.cat(parts, 0)");
        return lines.script("");
    }
}
