package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;

/** One window by {@code scaled_dot_product_attention}, which on a GPU never writes the scores to memory. */
final class FusedAttention {
    private FusedAttention() {}

    /** The method {@code window(q, k, v)}. */
    static String window(Attention attention) {
        int reach = attention.reach().window();
        return """
                def window(self, q: Tensor, k: Tensor, v: Tensor$TABLES) -> Tensor:
                  n = torch.size(q, 0)
                  q = torch.transpose(q, 0, 1)
                  k = torch.transpose(k, 0, 1)
                  v = torch.contiguous(torch.transpose(v, 0, 1))
                  q = torch.unsqueeze($TURN(q), 0)
                  k = torch.unsqueeze(torch.repeat_interleave($TURN(k), $R, 0), 0)
                  v = torch.unsqueeze(torch.repeat_interleave(v, $R, 0), 0)
                  $MASK
                  y = torch.scaled_dot_product_attention(q, k, v, mask, 0., $CAUSAL, scale=$SCALE)
                  return torch.reshape(torch.transpose(torch.select(y, 0, 0), 0, 1), [n, $A])
                """.replace("$MASK", reach == 0 ? "mask = annotate(Optional[Tensor], None)" : mask(reach))
                .replace("$CAUSAL", reach == 0 ? "True" : "False");
    }

    /** True where a query sees a key. */
    private static String mask(int reach) {
        return """
                t = torch.arange(n, device=q.device)
                  d = torch.sub(torch.unsqueeze(t, 1), t)
                  mask = torch.logical_and(torch.ge(d, 0), torch.lt(d, %d))""".formatted(reach);
    }
}
