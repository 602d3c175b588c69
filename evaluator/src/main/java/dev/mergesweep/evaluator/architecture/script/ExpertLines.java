package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.FeedForward.Experts;

/**
 * Experts: each gets the positions that chose it, in blocks of a fixed number of rows, so that what a position gets does
 * not depend on how many others chose the same.
 */
final class ExpertLines {
    private static final int ROWS = 64;

    private final Lines lines;

    ExpertLines(Lines lines) {
        this.lines = lines;
    }

    /** @return the method {@code expert} */
    String write(Experts experts) {
        lines.let("r", "torch.softmax(torch.to(torch.linear(h, %s), 6), -1)".formatted(lines.weight(experts.router())));
        lines.add("  t, c = torch.topk(r, %d, -1)".formatted(experts.chosen()));
        if (experts.renormalized()) {
            lines.let("t", "torch.div(t, torch.sum(t, [-1], True))");
        }
        lines.let("t", "torch.to(t, h.dtype)");
        int first = lines.weights();
        experts.experts().forEach(expert -> {
            lines.weight(expert.gate().weight());
            lines.weight(expert.up().weight());
            lines.weight(expert.down().weight());
        });
        lines.let("f", "torch.zeros_like(h)");
        lines.add("  for e in range(%d):".formatted(experts.experts().size()));
        lines.let("  i", first + " + 3 * e");
        lines.let("  f", "self.expert(f, h, torch.where(torch.eq(c, e), t, 0.), w[i], w[i + 1], w[i + 2])");
        return expert(experts.experts().getFirst());
    }

    private String expert(FeedForward.Gated form) {
        return """
                def expert(self, f: Tensor, h: Tensor, t: Tensor, gate: Tensor, up: Tensor, down: Tensor) -> Tensor:
                  p = torch.sum(t, [1])
                  rows = torch.flatten(torch.nonzero(p))
                  n = torch.size(rows, 0)
                  padded = torch.constant_pad_nd(rows, [0, (n + $R - 1) // $R * $R - n], 0)
                  parts = [torch.slice(h, 0, 0, 0)]
                  for b in range((n + $R - 1) // $R):
                    x = torch.index_select(h, 0, torch.slice(padded, 0, b * $R, b * $R + $R))
                    g = torch.mul($ACTIVATED, torch.linear(x, up))
                    _0 = torch.append(parts, torch.linear(g, down))
                  y = torch.slice(torch.cat(parts, 0), 0, 0, n)
                  y = torch.mul(y, torch.unsqueeze(torch.index_select(p, 0, rows), 1))
                  return torch.index_add(f, 0, rows, y)
                """.replace("$R", Integer.toString(ROWS))
                .replace("$ACTIVATED", lines.activation(form.activation(), "torch.linear(x, gate)"));
    }
}
