package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;

/**
 * The method {@code attend(q, k, v, bounds)}: every window of a pack by itself, from {@code [positions, heads, size]} to
 * {@code [positions, heads * size]}. What is computed for a window depends on nothing outside it, shapes included.
 */
final class WindowedAttention {
    private WindowedAttention() {}

    static String of(Attention attention, Dialect dialect) {
        boolean fused = dialect.attention() == Dialect.AttentionForm.FUSED
                && attention.reach().cap() == 0;
        boolean turned = attention.rotary() >= 0;
        String methods = (fused || dialect.differentiable() ? LOOP : LOOP_IN_PLACE)
                + (dialect.differentiable() ? LOOP_BACK : "")
                + (fused ? FusedAttention.window(attention) : new BlockAttention(attention, dialect).window());
        return methods.replace("$TABLES", turned ? ", cos: Tensor, sin: Tensor" : "")
                .replace("$ROWS", turned ? ", torch.slice(cos, 0, s, e), torch.slice(sin, 0, s, e)" : "")
                .replace("$TURN(q)", turned ? "self.turn(q, cos, sin)" : "q")
                .replace("$TURN(k)", turned ? "self.turn(k, cos, sin)" : "k")
                .replace("$SCALE", Double.toString(attention.reach().scale()))
                .replace("$KV", Integer.toString(attention.heads().keyValue()))
                .replace(
                        "$R",
                        Integer.toString(
                                attention.heads().query() / attention.heads().keyValue()))
                .replace("$D", Integer.toString(attention.heads().size()))
                .replace(
                        "$A",
                        Integer.toString(
                                attention.heads().query() * attention.heads().size()));
    }

    private static final String LOOP = """
            def attend(self, q: Tensor, k: Tensor, v: Tensor$TABLES, bounds: Tensor) -> Tensor:
              parts = annotate(List[Tensor], [])
              s = 0
              for i in range(torch.size(bounds, 0) - 1):
                e = int(torch.select(bounds, 0, i + 1))
                _0 = torch.append(parts, self.window(torch.slice(q, 0, s, e), torch.slice(k, 0, s, e), torch.slice(v, 0, s, e)$ROWS))
                s = e
              _1 = torch.append(parts, torch.zeros([torch.size(q, 0) - s, $A], dtype=q.dtype, device=q.device))
              return torch.cat(parts, 0)
            """;

    /** From the derivative of what {@link #LOOP} gives to those of what it was given; what one window needs is freed before the next. */
    private static final String LOOP_BACK = """
            def attended(self, q: Tensor, k: Tensor, v: Tensor$TABLES, bounds: Tensor, after: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              gq = torch.zeros_like(torch.detach(q))
              gk = torch.zeros_like(torch.detach(k))
              gv = torch.zeros_like(torch.detach(v))
              s = 0
              for i in range(torch.size(bounds, 0) - 1):
                e = int(torch.select(bounds, 0, i + 1))
                a = torch.requires_grad_(torch.detach(torch.slice(q, 0, s, e)))
                b = torch.requires_grad_(torch.detach(torch.slice(k, 0, s, e)))
                c = torch.requires_grad_(torch.detach(torch.slice(v, 0, s, e)))
                y = self.window(a, b, c$ROWS)
                gs = torch.grad([y], [a, b, c], annotate(List[Optional[Tensor]], [torch.slice(after, 0, s, e)]), None, False, False)
                _0 = torch.copy_(torch.slice(gq, 0, s, e), unchecked_cast(Tensor, gs[0]))
                _1 = torch.copy_(torch.slice(gk, 0, s, e), unchecked_cast(Tensor, gs[1]))
                _2 = torch.copy_(torch.slice(gv, 0, s, e), unchecked_cast(Tensor, gs[2]))
                s = e
              return (gq, gk, gv)
            """;

    /** Every window writes where its rows belong. */
    private static final String LOOP_IN_PLACE = """
            def attend(self, q: Tensor, k: Tensor, v: Tensor$TABLES, bounds: Tensor) -> Tensor:
              out = torch.empty([torch.size(q, 0), $A], dtype=q.dtype, device=q.device)
              s = 0
              for i in range(torch.size(bounds, 0) - 1):
                e = int(torch.select(bounds, 0, i + 1))
                _0 = self.window(torch.slice(out, 0, s, e), torch.slice(q, 0, s, e), torch.slice(k, 0, s, e), torch.slice(v, 0, s, e)$ROWS)
                s = e
              _1 = torch.zero_(torch.slice(out, 0, s))
              return out
            """;
}
