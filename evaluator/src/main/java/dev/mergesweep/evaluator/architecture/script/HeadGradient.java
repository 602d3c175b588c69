package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Head;

/**
 * Nats and their derivatives in one pass over slices of the vocabulary, written by hand: autograd would keep the logits.
 * The maximum so far, the sum of exponentials and what is weighted by them are carried along and scaled down whenever a
 * slice holds a larger logit.
 */
final class HeadGradient {
    private HeadGradient() {}

    /** The method {@code gradient(h, t, matrix, tangent)}: d nats / d h, the slope along the tangent, and nats, row by row. */
    static String method(Head head, int columns, Dialect dialect) {
        long vocabulary = head.output().weight().shape().dimensions().getFirst();
        String product = new Lines(dialect).linear("h", "torch.slice(matrix, 0, s, e)");
        String scaled = head.scale() == 1 ? "z" : "torch.mul_(z, %s)".formatted(head.scale());
        // With a cap, z is first tanh(z / cap), whose square gives the derivative.
        String capped = head.cap() == 0 ? "" : """
                    z = torch.tanh_(torch.div_(z, %1$s))
                    c = torch.rsub(torch.mul(z, z), 1.)
                    z = torch.mul_(z, %1$s)
                """.formatted(head.cap());
        return TEXT.replace("$PRODUCT", product)
                .replace("$SCALED", scaled)
                .replace("$CAPPED\n", capped)
                .replace("$TIMES_CAP(z)", head.cap() == 0 ? "z" : "torch.mul_(z, c)")
                .replace(
                        "$OWN_CAP",
                        head.cap() == 0 ? "one" : "torch.where(inside, torch.squeeze(torch.gather(c, 1, k), 1), one)")
                .replace("$SCALE", Double.toString(head.scale()))
                .replace("$COUNT", Long.toString(Math.ceilDiv(vocabulary, columns)))
                .replace("$COLUMNS", Integer.toString(columns))
                .replace("$ALL", Long.toString(vocabulary));
    }

    private static final String TEXT = """
            def gradient(self, h: Tensor, t: Tensor, matrix: Tensor, tangent: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              n = torch.size(t, 0)
              top = torch.full([n], -inf, dtype=6, device=h.device)
              sum = torch.zeros([n], dtype=6, device=h.device)
              own = torch.zeros([n], dtype=6, device=h.device)
              one = torch.ones([n], dtype=6, device=h.device)
              g = torch.zeros_like(h)
              slope = torch.zeros([n], dtype=6, device=h.device)
              for j in range($COUNT):
                s = j * $COLUMNS
                e = min($ALL, s + $COLUMNS)
                z = $PRODUCT
                z = $SCALED
            $CAPPED
                k = torch.sub(t, s)
                inside = torch.logical_and(torch.ge(k, 0), torch.lt(k, e - s))
                k = torch.unsqueeze(torch.clamp(k, 0, e - s - 1), 1)
                own = torch.where(inside, torch.squeeze(torch.gather(z, 1, k), 1), own)
                one = $OWN_CAP
                last = top
                top = torch.maximum(last, torch.amax(z, [1]))
                less = torch.exp(torch.sub(last, top))
                z = torch.exp_(torch.sub_(z, torch.unsqueeze(top, 1)))
                sum = torch.add(torch.mul(sum, less), torch.sum(z, [1]))
                z = $TIMES_CAP(z)
                g = torch.addmm_(torch.mul_(g, torch.unsqueeze(less, 1)), z, torch.slice(matrix, 0, s, e))
                if torch.gt(torch.numel(tangent), 0):
                  p = torch.mul_(torch.linear(h, torch.slice(tangent, 0, s, e)), z)
                  slope = torch.add(torch.mul(slope, less), torch.sum(p, [1]))
                else:
                  slope = slope
              nats = torch.sub(torch.add(top, torch.log(sum)), own)
              own = torch.mul(torch.unsqueeze(one, 1), torch.index_select(matrix, 0, t))
              g = torch.mul(torch.sub(torch.div(g, torch.unsqueeze(sum, 1)), own), $SCALE)
              if torch.gt(torch.numel(tangent), 0):
                own = torch.mul(one, torch.sum(torch.mul(h, torch.index_select(tangent, 0, t)), [1]))
                slope = torch.mul(torch.sub(torch.div(slope, sum), own), $SCALE)
              else:
                slope = slope
              return (g, slope, nats)
            """;
}
