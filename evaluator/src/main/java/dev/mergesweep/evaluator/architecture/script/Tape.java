package dev.mergesweep.evaluator.architecture.script;

/**
 * What a stage that is run backward remembers: of every use of a weight the product {@code y}, the {@code x} it was taken
 * with, the index of the weight and of its bias, and of which positions. Every weight enters linearly, so once autograd has
 * said d nats / d y, the slope along a tangent D of the weight is that times what D in place of the weight would have given,
 * summed: no gradient of a weight ever exists, and every position's share is told apart.
 */
final class Tape {
    static final String PARAMETERS = "ys: List[Tensor], xs: List[Tensor], at: List[int], which: List[Tensor]";
    static final String ARGUMENTS = "ys, xs, at, which";

    /** First lines of a method with a parameter {@code x}, of which a derivative will be taken. */
    static final String BEGIN = """
              _0 = torch.set_grad_enabled(True)
              x = torch.requires_grad_(torch.detach(x))
              ys = annotate(List[Tensor], [])
              xs = annotate(List[Tensor], [])
              at = annotate(List[int], [])
              which = annotate(List[Tensor], [])
              all = torch.empty([0], dtype=4, device=x.device)\
            """;

    /** The methods {@code note}, {@code slopes} and what they call. */
    static final String METHODS = """
            def note(self, y: Tensor, x: Tensor, i: int, b: int, r: Tensor, $PARAMETERS) -> int:
              _0 = torch.append(ys, y)
              _1 = torch.append(xs, torch.detach(x))
              _2 = torch.append(at, i)
              _3 = torch.append(at, b)
              _4 = torch.append(which, r)
              return i
            def slope(self, out: Tensor, g: Tensor, x: Tensor, d: Tensor, r: Tensor) -> Tensor:
              if torch.eq(torch.numel(d), 0):
                z = out
              else:
                if torch.eq(torch.dim(d), 2) and torch.eq(torch.dim(x), 2):
                  if torch.gt(torch.size(d, 0), torch.size(d, 1)):
                    p = torch.mul_(torch.mm(g, d), x)
                  else:
                    p = torch.mul_(torch.mm(x, torch.t(d)), g)
                else:
                  p = torch.mul(torch.mul(x, d), g)
                s = torch.sum(torch.flatten(p, 1), [1])
                if torch.eq(torch.numel(r), 0):
                  z = torch.add_(out, s)
                else:
                  z = torch.index_add_(out, 0, r, s)
              return z
            def slopes(self, gs: List[Optional[Tensor]], x: Tensor, d: List[Tensor], $PARAMETERS) -> Tensor:
              out = torch.zeros([torch.len(d), torch.size(x, 0)], dtype=6, device=x.device)
              one = torch.ones([1], dtype=6, device=x.device)
              for k in range(torch.len(xs)):
                g = gs[k + 1]
                if torch.__isnot__(g, None):
                  gy = unchecked_cast(Tensor, g)
                  i = at[2 * k]
                  b = at[2 * k + 1]
                  _0 = self.slope(torch.select(out, 0, i), gy, xs[k], d[i], which[k])
                  if torch.ge(b, 0):
                    _1 = self.slope(torch.select(out, 0, b), gy, one, d[b], which[k])
                  else:
                    pass
                else:
                  pass
              return out
            """.replace("$PARAMETERS", PARAMETERS);

    private Tape() {}

    /** A line. @param index of the weight, an expression @param bias index of the bias, -1 where there is none */
    static String note(String y, String x, String index, String bias) {
        return note(y, x, index, bias, "all");
    }

    /** @param rows the positions that {@code x} holds */
    static String note(String y, String x, String index, String bias, String rows) {
        return "_0 = self.note(%s, %s, %s, %s, %s, %s)".formatted(y, x, index, bias, rows, ARGUMENTS);
    }

    /**
     * Lines that make {@code gs}, d nats / d x first, and {@code slopes}.
     *
     * @param y where the graph ends; several with commas between them
     * @param g d nats / d y, as many
     */
    static String end(String y, String g) {
        return end(y, g, "");
    }

    /** The same where more is asked for: {@code gs} ends with d nats / d {@code more}. */
    static String end(String y, String g, String more) {
        return """
                  gs = torch.grad([%s], %s, annotate(List[Optional[Tensor]], [%s]), None, False, True)
                  slopes = self.slopes(gs, x, d, %s)\
                """.formatted(
                        y,
                        more.isEmpty() ? "torch.add([x], ys)" : "torch.add(torch.add([x], ys), [%s])".formatted(more),
                        g,
                        ARGUMENTS);
    }

    /** A line behind {@link #end}: what a weight adds to {@code slopes} whose product autograd did not see. @param g d nats / d that product */
    static String slope(String g, String x, int index) {
        return "  _0 = self.slope(torch.select(slopes, 0, %1$d), %2$s, %3$s, d[%1$d], all)".formatted(index, g, x);
    }
}
