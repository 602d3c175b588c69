package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;

/**
 * The method {@code attend(q, k, v, bounds)}: every window of a pack by itself, from {@code [positions, heads, size]} to
 * {@code [positions, heads * size]}. What is computed for a window depends on nothing outside it, shapes included.
 */
final class WindowedAttention {
    private WindowedAttention() {}

    static String of(Attention attention, Dialect dialect) {
        return LOOP.replace(
                        "$A",
                        Integer.toString(
                                attention.heads().query() * attention.heads().size()))
                + switch (dialect.attention()) {
                    case BLOCKS -> new BlockAttention(attention, dialect).window();
                    case FUSED ->
                        attention.reach().cap() == 0
                                ? FusedAttention.window(attention)
                                : new BlockAttention(attention, dialect).window();
                };
    }

    private static final String LOOP = """
            def attend(self, q: Tensor, k: Tensor, v: Tensor, bounds: Tensor) -> Tensor:
              parts = annotate(List[Tensor], [])
              s = 0
              for i in range(torch.size(bounds, 0) - 1):
                e = int(torch.select(bounds, 0, i + 1))
                _0 = torch.append(parts, self.window(torch.slice(q, 0, s, e), torch.slice(k, 0, s, e), torch.slice(v, 0, s, e)))
                s = e
              _1 = torch.append(parts, torch.zeros([torch.size(q, 0) - s, $A], dtype=q.dtype, device=q.device))
              return torch.cat(parts, 0)
            """;
}
