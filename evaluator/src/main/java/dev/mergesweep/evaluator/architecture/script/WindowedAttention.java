package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;

/**
 * The method {@code attend(q, k, v, bounds)}: every window of a pack by itself, from {@code [positions, heads, size]} to
 * {@code [positions, heads * size]}. What is computed for a window depends on nothing outside it, shapes included.
 */
final class WindowedAttention {
    private WindowedAttention() {}

    static String of(Attention attention, Dialect dialect) {
        if (fused(attention, dialect)) {
            return filled(LOOP + FusedAttention.window(attention), attention);
        }
        String loop = dialect.differentiable() ? LOOP : LOOP_IN_PLACE;
        return filled(loop + new BlockAttention(attention, dialect).window(), attention);
    }

    /** And the method {@code attended(q, k, v, bounds, after)}: from the derivative of what {@code attend} gives to those of what it was given. */
    static String withGradient(Attention attention, Dialect dialect) {
        if (fused(attention, dialect)) {
            return filled(LOOP + LOOP_BACK_FUSED + FusedAttention.window(attention), attention);
        }
        Dialect inPlace = new Dialect(dialect.product(), Dialect.AttentionForm.BLOCKS, false);
        return of(attention, inPlace) + filled(LOOP_BACK + new BlockAttentionGradient(attention).window(), attention);
    }

    private static boolean fused(Attention attention, Dialect dialect) {
        return dialect.attention() == Dialect.AttentionForm.FUSED
                && attention.reach().cap() == 0;
    }

    private static String filled(String methods, Attention attention) {
        boolean turned = attention.rotary() >= 0;
        return methods.replace("$TABLES", turned ? ", cos: Tensor, sin: Tensor" : "")
                .replace("$ROWS", turned ? ", torch.slice(cos, 0, s, e), torch.slice(sin, 0, s, e)" : "")
                .replace("$TURN(q)", turned ? "self.turn(q, cos, sin)" : "torch.clone(q, memory_format=0)")
                .replace("$TURN(k)", turned ? "self.turn(k, cos, sin)" : "torch.contiguous(k)")
                .replace("$TURN_BACK(dq)", turned ? "self.turnBack(dq, cos, sin)" : "dq")
                .replace("$TURN_BACK(dk)", turned ? "self.turnBack(dk, cos, sin)" : "dk")
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

    private static final String LOOP_BACK = """
            def attended(self, q: Tensor, k: Tensor, v: Tensor$TABLES, bounds: Tensor, after: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              gq = torch.zeros_like(q)
              gk = torch.zeros_like(k)
              gv = torch.zeros_like(v)
              s = 0
              for i in range(torch.size(bounds, 0) - 1):
                e = int(torch.select(bounds, 0, i + 1))
                _0 = self.windowBack(torch.slice(gq, 0, s, e), torch.slice(gk, 0, s, e), torch.slice(gv, 0, s, e), torch.slice(q, 0, s, e), torch.slice(k, 0, s, e), torch.slice(v, 0, s, e), torch.slice(after, 0, s, e)$ROWS)
                s = e
              return (gq, gk, gv)
            """;

    /** By autograd; what one window needs is freed before the next. */
    private static final String LOOP_BACK_FUSED = """
            def attended(self, q: Tensor, k: Tensor, v: Tensor$TABLES, bounds: Tensor, after: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              gq = torch.zeros_like(q)
              gk = torch.zeros_like(k)
              gv = torch.zeros_like(v)
              s = 0
              for i in range(torch.size(bounds, 0) - 1):
                e = int(torch.select(bounds, 0, i + 1))
                a = torch.requires_grad_(torch.slice(q, 0, s, e))
                b = torch.requires_grad_(torch.slice(k, 0, s, e))
                c = torch.requires_grad_(torch.slice(v, 0, s, e))
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
