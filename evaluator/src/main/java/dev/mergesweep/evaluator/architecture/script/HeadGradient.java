package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Head;
import dev.mergesweep.evaluator.architecture.Weight;

/**
 * The last stage with its derivatives, in one pass over slices of the vocabulary, written by hand: autograd would keep the
 * logits. The maximum so far, the sum of exponentials and what is weighted by them are carried along and scaled down whenever
 * a slice holds a larger logit. So the matrix and its tangent may come piece by piece: of a large vocabulary they are the
 * largest tensors there are.
 *
 * <p>What is carried along is a list of arrays, which every piece changes: the rows that are asked for, behind the norm; per
 * row the largest logit, the sum, the target's logit, the derivative of its cap, the slope; what the sum weighs, {@code [rows,
 * hidden]}; of the target its row of the matrix and the slope.
 */
public final class HeadGradient {
    private final Head head;
    private final Dialect dialect;

    /** @param dialect a differentiable one */
    public HeadGradient(Head head, Dialect dialect) {
        this.head = head;
        this.dialect = dialect;
    }

    /** The matrix, of which the pieces are rows. */
    public Weight matrix() {
        return head.output().weight();
    }

    /** A piece may have any multiple of this many rows, and the last one what is left. */
    public static int rows() {
        return HeadScript.columns();
    }

    /** {@code forward(x, rows, w)} gives what is carried along. */
    public StageScript begin() {
        Lines lines = new Lines(dialect);
        lines.add("def forward(self, x: Tensor, rows: Tensor, w: List[Tensor]) -> List[Tensor]:");
        lines.let("h", "torch.index_select(%s, 0, rows)".formatted(lines.norm(head.norm(), "x")));
        lines.add(BEGIN);
        return lines.script("");
    }

    private static final String BEGIN = """
              n = torch.size(h, 0)
              top = torch.full([n], -inf, dtype=6, device=h.device)
              sum = torch.zeros([n], dtype=6, device=h.device)
              one = torch.ones([n], dtype=6, device=h.device)
              return [h, top, sum, torch.zeros_like(sum), one, torch.zeros_like(sum), torch.zeros_like(h), torch.zeros_like(h), torch.zeros_like(sum)]\
            """;

    /**
     * {@code forward(first, targets, s, w, d)} carries {@code s} along over one piece: {@code w} holds rows of the matrix from
     * {@code first} on, {@code d} the same of its tangent, an empty array where it has none.
     */
    public String piece() {
        String product = new Lines(dialect).linear("h", "torch.slice(m, 0, b, e)");
        String scaled = head.scale() == 1 ? "z" : "torch.mul_(z, %s)".formatted(head.scale());
        // With a cap, z is first tanh(z / cap), whose square gives the derivative.
        String capped = head.cap() == 0 ? "" : """
                    z = torch.tanh_(torch.div_(z, %1$s))
                    c = torch.rsub(torch.mul(z, z), 1.)
                    z = torch.mul_(z, %1$s)
                """.formatted(head.cap());
        String ownCap = head.cap() == 0 ? "" : """
                    _1 = torch.copy_(s[4], torch.where(inside, torch.squeeze(torch.gather(c, 1, k), 1), s[4]))
                """;
        return PIECE.replace("$PRODUCT", product)
                .replace("$SCALED", scaled)
                .replace("$CAPPED\n", capped)
                .replace("$OWN_CAP\n", ownCap)
                .replace("$TIMES_CAP(z)", head.cap() == 0 ? "z" : "torch.mul_(z, c)")
                .replace("$COLUMNS", Integer.toString(rows()))
                .replace("$R", Integer.toString(HeadScript.ROWS));
    }

    private static final String PIECE = """
            def slices(self, t: Tensor, s: List[Tensor], m: Tensor, d: Tensor) -> int:
              h = s[0]
              top = s[1]
              sum = s[2]
              g = s[6]
              slope = s[5]
              for j in range((torch.size(m, 0) + $COLUMNS - 1) // $COLUMNS):
                b = j * $COLUMNS
                e = min(torch.size(m, 0), b + $COLUMNS)
                z = $PRODUCT
                z = $SCALED
            $CAPPED
                k = torch.sub(t, b)
                inside = torch.logical_and(torch.ge(k, 0), torch.lt(k, e - b))
                k = torch.unsqueeze(torch.clamp(k, 0, e - b - 1), 1)
                _0 = torch.copy_(s[3], torch.where(inside, torch.squeeze(torch.gather(z, 1, k), 1), s[3]))
            $OWN_CAP
                more = torch.maximum(top, torch.amax(z, [1]))
                less = torch.exp(torch.sub(top, more))
                _2 = torch.copy_(top, more)
                z = torch.exp_(torch.sub_(z, torch.unsqueeze(top, 1)))
                _3 = torch.add_(torch.mul_(sum, less), torch.sum(z, [1]))
                z = $TIMES_CAP(z)
                _4 = torch.addmm_(torch.mul_(g, torch.unsqueeze(less, 1)), z, torch.slice(m, 0, b, e))
                if torch.gt(torch.numel(d), 0):
                  p = torch.mul_(torch.linear(h, torch.slice(d, 0, b, e)), z)
                  _5 = torch.add_(torch.mul_(slope, less), torch.sum(p, [1]))
                else:
                  pass
              return 0
            def own(self, t: Tensor, s: List[Tensor], m: Tensor, d: Tensor) -> int:
              inside = torch.logical_and(torch.ge(t, 0), torch.lt(t, torch.size(m, 0)))
              k = torch.clamp(t, 0, torch.size(m, 0) - 1)
              _0 = torch.copy_(s[7], torch.where(torch.unsqueeze(inside, 1), torch.index_select(m, 0, k), s[7]))
              if torch.gt(torch.numel(d), 0):
                p = torch.sum(torch.mul(s[0], torch.index_select(d, 0, k)), [1])
                _1 = torch.copy_(s[8], torch.where(inside, p, s[8]))
              else:
                pass
              return 0
            def forward(self, first: Tensor, targets: Tensor, s: List[Tensor], w: List[Tensor], d: List[Tensor]) -> Tensor:
              t = torch.sub(targets, int(first))
              for i in range(torch.size(t, 0) // $R):
                part = annotate(List[Tensor], [])
                for j in range(torch.len(s)):
                  _0 = torch.append(part, torch.slice(s[j], 0, i * $R, i * $R + $R))
                a = torch.slice(t, 0, i * $R, i * $R + $R)
                _1 = self.slices(a, part, w[0], d[0])
                _2 = self.own(a, part, w[0], d[0])
              return first
            """;

    /**
     * {@code forward(x, rows, counted, s, w, d)}: {@code counted} is 1 for rows that count and 0 for padding, {@code w} and
     * {@code d} the weights of the norm and their tangents. Gives d nats / d x; {@code [weights, positions]}, what the slope
     * along each tangent gets from each position, the matrix last; and the nats.
     */
    public StageScript end() {
        Lines lines = Lines.taped(dialect);
        lines.add(
                "def forward(self, x: Tensor, rows: Tensor, counted: Tensor, s: List[Tensor], w: List[Tensor], d: List[Tensor]) -> List[Tensor]:");
        lines.add(Tape.BEGIN);
        lines.let("h", lines.norm(head.norm(), "x"));
        lines.add(END.replace("$SCALE", Double.toString(head.scale())));
        lines.add(Tape.end("h", "gh"));
        lines.let("slopes", "torch.cat([slopes, torch.unsqueeze(own, 0)], 0)");
        lines.add(
                "  return [unchecked_cast(Tensor, gs[0]), slopes, torch.sub(torch.add(s[1], torch.log(s[2])), s[3])]");
        return lines.script(Tape.METHODS);
    }

    private static final String END = """
              c = torch.mul(counted, $SCALE)
              a = torch.sub(torch.div(s[6], torch.unsqueeze(s[2], 1)), torch.mul(torch.unsqueeze(s[4], 1), s[7]))
              b = torch.sub(torch.div(s[5], s[2]), torch.mul(s[4], s[8]))
              gh = torch.index_add_(torch.zeros_like(torch.detach(h)), 0, rows, torch.mul_(a, torch.unsqueeze(c, 1)))
              own = torch.zeros([torch.size(x, 0)], dtype=6, device=x.device)
              own = torch.index_add_(own, 0, rows, torch.mul(b, c))\
            """;
}
