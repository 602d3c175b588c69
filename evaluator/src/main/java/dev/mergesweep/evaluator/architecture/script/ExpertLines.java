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
        lines.let("r", "torch.softmax(torch.to(%s, 6), -1)".formatted(lines.plain(experts.router(), "h")));
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
        lines.let(
                "  f",
                "self.expert(f, h, torch.where(torch.eq(c, e), t, 0.), w[i], w[i + 1], w[i + 2]%s)"
                        .formatted(lines.taped() ? ", i, " + Tape.ARGUMENTS : ""));
        return lines.taped()
                ? expert(TAPED, experts.experts().getFirst(), ", i: int, " + Tape.PARAMETERS)
                : expert(PLAIN, experts.experts().getFirst(), "");
    }

    private String expert(String rows, FeedForward.Gated form, String tape) {
        return """
                def expert(self, f: Tensor, h: Tensor, t: Tensor, gate: Tensor, up: Tensor, down: Tensor$TAPE) -> Tensor:
                  p = torch.sum(t, [1])
                  rows = torch.flatten(torch.nonzero(p))
                  n = torch.size(rows, 0)
                  padded = torch.constant_pad_nd(rows, [0, (n + $R - 1) // $R * $R - n], 0)
                  parts = [torch.slice(h, 0, 0, 0)]
                  for b in range((n + $R - 1) // $R):
                $BLOCK
                  y = torch.slice(torch.cat(parts, 0), 0, 0, n)
                  y = torch.mul(y, torch.unsqueeze(torch.index_select(p, 0, rows), 1))
                  return torch.index_add(f, 0, rows, y)
                """.replace("$BLOCK", rows.strip().indent(4).stripTrailing())
                .replace("$TAPE", tape)
                .replace("$R", Integer.toString(ROWS))
                .replace(
                        "$ACTIVATED",
                        lines.activation(form.activation(), lines.taped() ? "y" : "torch.linear(x, gate)"));
    }

    private static final String PLAIN = """
            x = torch.index_select(h, 0, torch.slice(padded, 0, b * $R, b * $R + $R))
            g = torch.mul($ACTIVATED, torch.linear(x, up))
            _0 = torch.append(parts, torch.linear(g, down))
            """;

    private static final String TAPED = """
            r = torch.slice(padded, 0, b * $R, b * $R + $R)
            x = torch.index_select(h, 0, r)
            y = torch.linear(x, gate)
            u = torch.linear(x, up)
            g = torch.mul($ACTIVATED, u)
            z = torch.linear(g, down)
            _0 = torch.append(parts, z)
            %s
            %s
            %s
            """.formatted(
                    Tape.note("y", "x", "i", "-1", "r"),
                    Tape.note("u", "x", "i + 1", "-1", "r"),
                    Tape.note("z", "g", "i + 2", "-1", "r"));
}
