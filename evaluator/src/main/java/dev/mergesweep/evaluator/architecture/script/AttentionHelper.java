package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Attention.Heads;

/**
 * The method {@code attend(q, k, v, bounds)}: every window of a pack by itself, from {@code [positions, heads, size]} to
 * {@code [positions, heads * size]}. What is computed for a window depends on nothing outside it, shapes included.
 */
final class AttentionHelper {
    /** Queries of one block. Measured: 64 to 128 are best on CPUs, so that scores stay in the cache. */
    private static final int BLOCK = 128;

    private AttentionHelper() {}

    static String of(Attention attention, Dialect dialect) {
        return windows(attention.heads()) + blocks(attention);
    }

    private static String windows(Heads heads) {
        return """
                def attend(self, q: Tensor, k: Tensor, v: Tensor, bounds: Tensor) -> Tensor:
                  parts = annotate(List[Tensor], [])
                  s = 0
                  for i in range(torch.size(bounds, 0) - 1):
                    e = int(torch.select(bounds, 0, i + 1))
                    _0 = torch.append(parts, self.window(torch.slice(q, 0, s, e), torch.slice(k, 0, s, e), torch.slice(v, 0, s, e)))
                    s = e
                  _1 = torch.append(parts, torch.zeros([torch.size(q, 0) - s, %d], dtype=q.dtype, device=q.device))
                  return torch.cat(parts, 0)
                """.formatted(heads.query() * heads.size());
    }

    /** Query heads that share a key/value head stand below each other in one product. */
    private static String blocks(Attention attention) {
        Heads heads = attention.heads();
        return """
                def window(self, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
                  n = torch.size(q, 0)
                  q = torch.contiguous(torch.permute(torch.reshape(torch.mul(q, $SCALE), [n, $KV, $R, $D]), [1, 2, 0, 3]))
                  k = torch.contiguous(torch.permute(k, [1, 2, 0]))
                  v = torch.contiguous(torch.permute(v, [1, 0, 2]))
                  parts = annotate(List[Tensor], [])
                  for i in range((n + $B - 1) // $B):
                    s = i * $B
                    e = min(n, s + $B)
                    f = $FIRST
                    m = e - s
                    x = torch.matmul(torch.reshape(torch.slice(q, 2, s, e), [$KV, $R * m, $D]), torch.slice(k, 2, f, e))
                    x = torch.view($CAPPED, [$KV, $R, m, e - f])
                    d = torch.sub(torch.unsqueeze(torch.arange(s, e, device=q.device), 1), torch.arange(f, e, device=q.device))
                    x = torch.masked_fill(x, $HIDDEN, -inf)
                    x = torch.reshape(torch.softmax(x, -1), [$KV, $R * m, e - f])
                    y = torch.view(torch.matmul(x, torch.slice(v, 1, f, e)), [$KV, $R, m, $D])
                    _0 = torch.append(parts, torch.reshape(torch.permute(y, [2, 0, 1, 3]), [m, $A]))
                  return torch.cat(parts, 0)
                """.replace("$FIRST", first(attention.reach().window()))
                .replace("$HIDDEN", hidden(attention.reach().window()))
                .replace(
                        "$CAPPED",
                        new Lines(Dialect.PLAIN).capped("x", attention.reach().cap()))
                .replace("$SCALE", Double.toString(attention.reach().scale()))
                .replace("$B", Integer.toString(BLOCK))
                .replace("$KV", Integer.toString(heads.keyValue()))
                .replace("$R", Integer.toString(heads.query() / heads.keyValue()))
                .replace("$D", Integer.toString(heads.size()))
                .replace("$A", Integer.toString(heads.query() * heads.size()));
    }

    /** The first key that the block's first query sees. */
    private static String first(int window) {
        return window == 0 ? "0" : "max(0, s - " + (window - 1) + ")";
    }

    private static String hidden(int window) {
        String future = "torch.lt(d, 0)";
        return window == 0 ? future : "torch.logical_or(%s, torch.ge(d, %d))".formatted(future, window);
    }
}
