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
