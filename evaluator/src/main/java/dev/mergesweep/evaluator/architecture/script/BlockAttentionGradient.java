package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;

/**
 * {@link BlockAttention} run backward, written by hand: scores and weights of one block of queries are computed anew and held,
 * no more.
 */
final class BlockAttentionGradient {
    private final Attention attention;

    BlockAttentionGradient(Attention attention) {
        this.attention = attention;
    }

    /** The method {@code windowBack(gq, gk, gv, q, k, v, g)}, which calls {@code hide}; it writes to the first three. */
    String window() {
        int reach = attention.reach().window();
        double cap = attention.reach().cap();
        return WINDOW_BACK
                .replace("$FIRST", reach == 0 ? "0" : "max(0, s - " + (reach - 1) + ")")
                .replace("$CAPPED\n", cap == 0 ? "" : """
                            t = torch.tanh(torch.div(x, %1$s))
                            x = torch.mul(t, %1$s)
                        """.formatted(cap))
                .replace("$TIMES_CAP(y)", cap == 0 ? "y" : "torch.mul_(y, torch.rsub(torch.square(t), 1.))")
                .replace("$B", Integer.toString(BlockAttention.BLOCK));
    }

    private static final String WINDOW_BACK = """
            def windowBack(self, gq: Tensor, gk: Tensor, gv: Tensor, q: Tensor, k: Tensor, v: Tensor, g: Tensor$TABLES) -> Tensor:
              n = torch.size(q, 0)
              q = torch.permute(torch.reshape(q, [n, $KV, $R, $D]), [1, 2, 0, 3])
              g = torch.clone(torch.permute(torch.reshape(g, [n, $KV, $R, $D]), [1, 2, 0, 3]), memory_format=0)
              k = torch.permute(k, [1, 0, 2])
              v = torch.contiguous(torch.permute(v, [1, 0, 2]))
              q = $TURN(q)
              q = torch.mul_(q, $SCALE)
              k = $TURN(k)
              dq = torch.empty_like(q)
              dk = torch.zeros_like(k)
              dv = torch.zeros_like(v)
              future = torch.triu(torch.full([min(n, $B), min(n, $B)], -inf, dtype=q.dtype, device=q.device), 1)
              for i in range((n + $B - 1) // $B):
                s = i * $B
                e = min(n, s + $B)
                f = $FIRST
                m = e - s
                a = torch.reshape(torch.slice(q, 2, s, e), [$KV, $R * m, $D])
                b = torch.reshape(torch.slice(g, 2, s, e), [$KV, $R * m, $D])
                c = torch.slice(k, 1, f, e)
                x = torch.matmul(a, torch.transpose(c, 1, 2))
            $CAPPED
                x = self.hide(torch.view(x, [$KV, $R, m, e - f]), future, s, e, f)
                x = torch.view(torch._softmax(x, -1, False, out=x), [$KV, $R * m, e - f])
                _0 = torch.baddbmm_(torch.slice(dv, 1, f, e), torch.transpose(x, 1, 2), b)
                y = torch.matmul(b, torch.transpose(torch.slice(v, 1, f, e), 1, 2))
                y = torch._softmax_backward_data(y, x, -1, 6, grad_input=y)
                y = $TIMES_CAP(y)
                _1 = torch.copy_(torch.slice(dq, 2, s, e), torch.view(torch.matmul(y, c), [$KV, $R, m, $D]))
                _2 = torch.baddbmm_(torch.slice(dk, 1, f, e), torch.transpose(y, 1, 2), a)
              dq = torch.mul_(dq, $SCALE)
              _3 = torch.copy_(torch.view(gq, [n, $KV, $R, $D]), torch.permute($TURN_BACK(dq), [2, 0, 1, 3]))
              _4 = torch.copy_(gk, torch.permute($TURN_BACK(dk), [1, 0, 2]))
              _5 = torch.copy_(gv, torch.permute(dv, [1, 0, 2]))
              return g
            """;
}
