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
 * row the largest logit, the sum, the target's logit, the derivative of its cap; what the sum weighs, {@code [rows, hidden]}, of
 * the tangent and of the matrix; of the target its row of the matrix and the slope.
 */
public final class HeadGradient {
    /** Of a slice of logits: so many are worked on at a time, so that they stay in a core's cache. */
    private static final int CACHED_ROWS = 64;

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
              return [h, top, sum, torch.zeros_like(sum), one, torch.zeros_like(h), torch.zeros_like(h), torch.zeros_like(h), torch.zeros_like(sum)]\
            """;

    /**
     * {@code forward(first, targets, s, w, d)} carries {@code s} along over one piece: {@code w} holds rows of the matrix from
     * {@code first} on, {@code d} the same of its tangent, an empty array where it has none.
     */
    public String piece() {
        String scaled = head.scale() == 1 ? "" : "  z = torch.mul_(z, %s)\n".formatted(head.scale());
        // With a cap, z is first tanh(z / cap), whose square gives the derivative.
        String capped = head.cap() == 0 ? "" : """
                  z = torch.tanh_(torch.div_(z, %1$s))
                  c = torch.rsub(torch.mul(z, z), 1.)
                  z = torch.mul_(z, %1$s)
                """.formatted(head.cap());
        String ownCap = head.cap() == 0 ? "" : """
                  _1 = torch.copy_(cap, torch.where(inside, torch.squeeze(torch.gather(c, 1, k), 1), cap))
                """;
        // On a GPU many small calls cost more than memory does.
        int cached = dialect.attention() == Dialect.AttentionForm.FUSED ? HeadScript.ROWS : CACHED_ROWS;
        return PIECE.replace("$SCALED\n", scaled)
                .replace("$CAPPED\n", capped)
                .replace("$OWN_CAP\n", ownCap)
                .replace("$TIMES_CAP\n", head.cap() == 0 ? "" : "  z = torch.mul_(z, c)\n")
                .replace("$COLUMNS", Integer.toString(rows()))
                .replace("$CACHED", Integer.toString(cached))
                .replace("$R", Integer.toString(HeadScript.ROWS));
    }

    private static final String PIECE = """
            def exponentials(self, t: Tensor, z: Tensor, top: Tensor, sum: Tensor, own: Tensor, cap: Tensor, less: Tensor) -> int:
              for i in range((torch.size(z, 0) + $CACHED - 1) // $CACHED):
                b = i * $CACHED
                e = min(torch.size(z, 0), b + $CACHED)
                _0 = self.block(torch.slice(t, 0, b, e), torch.slice(z, 0, b, e), torch.slice(top, 0, b, e), torch.slice(sum, 0, b, e), torch.slice(own, 0, b, e), torch.slice(cap, 0, b, e), torch.slice(less, 0, b, e))
              return 0
            def block(self, k: Tensor, z: Tensor, top: Tensor, sum: Tensor, own: Tensor, cap: Tensor, less: Tensor) -> int:
            $SCALED
            $CAPPED
              inside = torch.logical_and(torch.ge(k, 0), torch.lt(k, torch.size(z, 1)))
              k = torch.unsqueeze(torch.clamp(k, 0, torch.size(z, 1) - 1), 1)
              _0 = torch.copy_(own, torch.where(inside, torch.squeeze(torch.gather(z, 1, k), 1), own))
            $OWN_CAP
              more = torch.maximum(top, torch.amax(z, [1]))
              _1 = torch.copy_(less, torch.exp(torch.sub(top, more)))
              _2 = torch.copy_(top, more)
              z = torch.exp_(torch.sub_(z, torch.unsqueeze(top, 1)))
              _3 = torch.add_(torch.mul_(sum, less), torch.sum(z, [1]))
            $TIMES_CAP
              return 0
            def slices(self, t: Tensor, s: List[Tensor], m: Tensor, d: Tensor, logits: Tensor) -> int:
              h = s[0]
              less = torch.empty_like(s[1])
              for j in range((torch.size(m, 0) + $COLUMNS - 1) // $COLUMNS):
                b = j * $COLUMNS
                e = min(torch.size(m, 0), b + $COLUMNS)
                w = torch.slice(m, 0, b, e)
                z = torch.view(torch.slice(logits, 0, 0, torch.size(h, 0) * (e - b)), [torch.size(h, 0), e - b])
                _0 = torch.mm(h, torch.t(w), out=z)
                _1 = self.exponentials(torch.sub(t, b), z, s[1], s[2], s[3], s[4], less)
                factor = torch.unsqueeze(less, 1)
                _2 = torch.addmm_(torch.mul_(s[6], factor), z, w)
                if torch.gt(torch.numel(d), 0):
                  _3 = torch.addmm_(torch.mul_(s[5], factor), z, torch.slice(d, 0, b, e))
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
              logits = torch.empty([$R * min($COLUMNS, torch.size(w[0], 0))], dtype=6, device=t.device)
              for i in range(torch.size(t, 0) // $R):
                part = annotate(List[Tensor], [])
                for j in range(torch.len(s)):
                  _0 = torch.append(part, torch.slice(s[j], 0, i * $R, i * $R + $R))
                a = torch.slice(t, 0, i * $R, i * $R + $R)
                _1 = self.slices(a, part, w[0], d[0], logits)
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
              b = torch.sub(torch.div(torch.sum(torch.mul(s[5], s[0]), [1]), s[2]), torch.mul(s[4], s[8]))
              gh = torch.index_add_(torch.zeros_like(torch.detach(h)), 0, rows, torch.mul_(a, torch.unsqueeze(c, 1)))
              own = torch.zeros([torch.size(x, 0)], dtype=6, device=x.device)
              own = torch.index_add_(own, 0, rows, torch.mul(b, c))\
            """;
}
