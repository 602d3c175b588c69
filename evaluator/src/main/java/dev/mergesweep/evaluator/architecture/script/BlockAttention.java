package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;

/**
 * One window by blocks of queries, each with the keys it can see: scores, softmax, weighted sum. Query heads that share a
 * key/value head stand below each other in one product.
 */
final class BlockAttention {
    /** Queries of one block. Measured: 64 to 128 are best on CPUs, where the scores stay in the cache; 64 compute less that is hidden. */
    static final int BLOCK = 64;

    private final Attention attention;
    private final Dialect dialect;

    BlockAttention(Attention attention, Dialect dialect) {
        this.attention = attention;
        this.dialect = dialect;
    }

    /** The method {@code window(out, q, k, v)} and what it calls; without {@code out} where it must not write in place. */
    String window() {
        String methods = switch (dialect.product()) {
            case ATEN ->
                ALL_HEADS
                        .replace("$PREPARED", "  q = $SCALED")
                        .replace("$SCORES", "torch.matmul")
                        .replace("$SCALING", "");
            case PACKED -> IN_BUFFER;
            case ONEDNN -> HEAD_BY_HEAD;
        };
        int reach = attention.reach().window();
        return (methods + hide(reach))
                .replace("$SEEN", reach == 0 ? "n" : "min(n, $B + " + (reach - 1) + ")")
                .replace("$FIRST", reach == 0 ? "0" : "max(0, s - " + (reach - 1) + ")")
                .replace(
                        "$CAPPED",
                        new Lines(dialect).capped("x", attention.reach().cap()))
                .replace("$SCALED", dialect.differentiable() ? "torch.mul(q, $SCALE)" : "torch.mul_(q, $SCALE)")
                .replace(
                        "$SOFTMAX",
                        dialect.differentiable() ? "torch.softmax(x, -1)" : "torch._softmax(x, -1, False, out=x)")
                .replace("$INTO", dialect.differentiable() ? "" : "out: Tensor, ")
                .replace(
                        "$BEGIN",
                        dialect.differentiable()
                                ? "parts = annotate(List[Tensor], [])"
                                : "out = torch.view(out, [n, $KV, $R, $D])")
                .replace(
                        "$BLOCK_ENDS",
                        dialect.differentiable()
                                ? "_0 = torch.append(parts, torch.reshape(torch.permute(y, [2, 0, 1, 3]), [m, $A]))"
                                : "_0 = torch.copy_(torch.slice(out, 0, s, e), torch.permute(y, [2, 0, 1, 3]))")
                .replace("$RESULT", dialect.differentiable() ? "torch.cat(parts, 0)" : "out")
                .replace("$B", Integer.toString(BLOCK));
    }

    /** {@code hide(x, future, s, e, f)}: scores of keys from f that queries s to e must not see become -inf. */
    private String hide(int reach) {
        String head = "def hide(self, x: Tensor, future: Tensor, s: int, e: int, f: int) -> Tensor:\n";
        if (reach == 0 && !dialect.differentiable()) {
            return head + FUTURE_IN_PLACE;
        }
        String hidden =
                reach == 0 ? "torch.lt(d, 0)" : "torch.logical_or(torch.lt(d, 0), torch.ge(d, %d))".formatted(reach);
        return head + """
                  d = torch.sub(torch.unsqueeze(torch.arange(s, e, device=x.device), 1), torch.arange(f, e, device=x.device))
                  return torch.masked_fill(x, %s, -inf)
                """.formatted(hidden);
    }

    /** Only the last square of a block holds keys of the future. */
    private static final String FUTURE_IN_PLACE = """
              _0 = torch.add_(torch.slice(x, -1, s, e), torch.slice(torch.slice(future, 0, 0, e - s), 1, 0, e - s))
              return x
            """;

    private static final String ALL_HEADS = """
            def window(self, $INTOq: Tensor, k: Tensor, v: Tensor$TABLES) -> Tensor:
              n = torch.size(q, 0)
              q = torch.permute(torch.reshape(q, [n, $KV, $R, $D]), [1, 2, 0, 3])
              k = torch.permute(k, [1, 0, 2])
              v = torch.contiguous(torch.permute(v, [1, 0, 2]))
              q = $TURN(q)
            $PREPARED
              k = torch.transpose($TURN(k), 1, 2)
              future = torch.triu(torch.full([min(n, $B), min(n, $B)], -inf, dtype=q.dtype, device=q.device), 1)
              $BEGIN
              for i in range((n + $B - 1) // $B):
                s = i * $B
                e = min(n, s + $B)
                f = $FIRST
                m = e - s
                x = $SCORES(torch.reshape(torch.slice(q, 2, s, e), [$KV, $R * m, $D]), torch.slice(k, 2, f, e)$SCALING)
                x = self.hide(torch.view($CAPPED, [$KV, $R, m, e - f]), future, s, e, f)
                x = torch.view($SOFTMAX, [$KV, $R * m, e - f])
                y = torch.view(torch.matmul(x, torch.slice(v, 1, f, e)), [$KV, $R, m, $D])
                $BLOCK_ENDS
              return $RESULT
            """;

    /** Scores of all blocks in the same memory, which stays in a cache; the product scales them. */
    private static final String IN_BUFFER = ALL_HEADS
            .replace("$PREPARED", "  buffer = torch.empty([$KV * $R * $B * $SEEN], dtype=q.dtype, device=q.device)")
            .replace(
                    "$SCORES(",
                    "torch.baddbmm_(torch.view(torch.slice(buffer, 0, 0, $KV * $R * m * (e - f)), [$KV, $R * m, e - f]), ")
            .replace("$SCALING", ", beta=0, alpha=$SCALE");

    /**
     * oneDNN's linear operator has no batches, but on some CPUs it is twice as fast as the batched product. Its second matrix
     * must be whole rows or columns of memory: a column slice of a wider one is a thousand times slower.
     */
    private static final String HEAD_BY_HEAD = """
            def window(self, $INTOq: Tensor, k: Tensor, v: Tensor$TABLES) -> Tensor:
              n = torch.size(q, 0)
              q = torch.permute(torch.reshape(q, [n, $KV, $R, $D]), [1, 2, 0, 3])
              k = torch.permute(k, [1, 0, 2])
              v = torch.contiguous(torch.permute(v, [1, 0, 2]))
              q = $TURN(q)
              q = $SCALED
              k = $TURN(k)
              future = torch.triu(torch.full([min(n, $B), min(n, $B)], -inf, dtype=q.dtype, device=q.device), 1)
              $BEGIN
              for h in range($KV):
                for i in range((n + $B - 1) // $B):
                  s = i * $B
                  e = min(n, s + $B)
                  f = $FIRST
                  m = e - s
                  a = torch.reshape(torch.slice(torch.select(q, 0, h), 1, s, e), [$R * m, $D])
                  x = self.dot(a, torch.slice(torch.select(k, 0, h), 0, f, e))
                  x = self.hide(torch.view($CAPPED, [$R, m, e - f]), future, s, e, f)
                  x = torch.view($SOFTMAX, [$R * m, e - f])
                  y = self.dot(x, torch.t(torch.slice(torch.select(v, 0, h), 0, f, e)))
                  _0 = torch.copy_(torch.slice(torch.select(out, 1, h), 0, s, e), torch.transpose(torch.view(y, [$R, m, $D]), 0, 1))
              return $RESULT
            def dot(self, x: Tensor, y: Tensor) -> Tensor:
              return ops.mkldnn._linear_pointwise(x, y, None, "none", annotate(List[Optional[number]], []), None)
            """;
}
