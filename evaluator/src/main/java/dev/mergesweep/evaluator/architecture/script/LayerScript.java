package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Rotary;
import java.util.List;

/**
 * One layer. {@code forward(x, bounds, cos, sin, w)}: {@code x} is {@code [positions, hidden]}; {@code bounds} where the
 * windows begin and, last, where the padding does; {@code cos} and {@code sin} are {@code [positions, head size]} and left out
 * where the layer does not rotate.
 */
public final class LayerScript {
    /** With packed weights: what few rows give is still in a cache when it is read again. Measured: 256 to 512 are best, all alike. */
    private static final int ROWS = 512;

    private LayerScript() {}

    /** @param rotaries of the architecture */
    public static StageScript of(Layer layer, List<Rotary> rotaries, Dialect dialect) {
        boolean inBlocks =
                dialect.product() == Dialect.Product.PACKED && !(layer.feedForward() instanceof FeedForward.Experts);
        Lines lines = new Lines(dialect);
        lines.add("def forward(self, x: Tensor, bounds: Tensor, %sw: List[Tensor]) -> Tensor:".formatted(turns(layer)));
        lines.let("h", lines.norm(layer.norms().beforeAttention(), "x"));
        AttentionLines attention = new AttentionLines(lines, layer.attention(), rotaries, dialect);
        attention.write();
        if (inBlocks) {
            lines.add(BLOCKS);
        }
        Rest rest = Rest.write(layer, lines, inBlocks ? "out" : "");
        lines.add("  return " + rest.result());
        return lines.script(attention.helpers() + rest.helpers());
    }

    /**
     * What follows attention: each position sees itself only.
     *
     * @param result an expression
     * @param helpers methods that the lines call
     */
    record Rest(String result, String helpers) {
        /** Lines that begin with {@code x}, {@code h} and {@code a}. @param out what the result is written to; empty: new memory */
        static Rest write(Layer layer, Lines lines, String out) {
            begin(layer, lines);
            String helpers = new FeedForwardLines(lines).write(layer.feedForward());
            lines.let("f", lines.norm(layer.norms().afterFeedForward(), "f"));
            return new Rest(lines.residual("y", "f", layer.residual(), out), helpers);
        }

        /** To {@code y}, with what attention gives, and {@code h}, which the feed-forward part reads. */
        static void begin(Layer layer, Lines lines) {
            lines.let("a", lines.linear(layer.attention().output(), "a"));
            lines.let("a", lines.norm(layer.norms().afterAttention(), "a"));
            lines.let("y", lines.residual("x", "a", layer.residual()));
            if (!layer.parallel()) {
                lines.let("h", lines.norm(layer.norms().beforeFeedForward(), "y"));
            } else if (layer.norms().beforeFeedForward() != null) {
                lines.let("h", lines.norm(layer.norms().beforeFeedForward(), "x"));
            }
        }
    }

    /**
     * The same layer run backward. {@code forward(x, after, bounds, cos, sin, w, d)}: {@code after} is d nats / d what the layer
     * gives, {@code d} the tangents of the weights, empty where there is none. Gives d nats / d x, and {@code [weights,
     * positions]}: what the slope along each tangent gets from each position.
     *
     * @param rotaries of the architecture
     */
    public static StageScript backward(Layer layer, List<Rotary> rotaries, Dialect dialect) {
        Lines lines = Lines.taped(dialect);
        lines.add(
                "def forward(self, x: Tensor, after: Tensor, bounds: Tensor, %sw: List[Tensor], d: List[Tensor]) -> List[Tensor]:"
                        .formatted(turns(layer)));
        lines.add(Tape.BEGIN);
        lines.let("h", lines.norm(layer.norms().beforeAttention(), "x"));
        AttentionLines attention = new AttentionLines(lines, layer.attention(), rotaries, dialect);
        attention.write();
        RestGradient rest = new RestGradient(layer, lines.another());
        String methods = rest.methods();
        lines.let("rest", "self.rest(x, h, a, after, w, d)");
        lines.let("ga", "rest[2]");
        attention.writeBack();
        lines.add(rest.readsNorm() ? Tape.end("q, k, v, h", "gq, gk, gv, rest[3]") : Tape.end("q, k, v", "gq, gk, gv"));
        lines.add("  return [torch.add_(rest[0], unchecked_cast(Tensor, gs[0])), torch.add_(slopes, rest[1])]");
        return lines.script(Tape.METHODS + attention.helpersWithGradient() + methods);
    }

    private static String turns(Layer layer) {
        return layer.attention().rotary() < 0 ? "" : "cos: Tensor, sin: Tensor, ";
    }

    /** What follows attention looks at one row only. Experts do not: they gather the rows that chose them. */
    private static final String BLOCKS = """
              out = torch.empty_like(x)
              n = torch.size(x, 0)
              parts = (n + $R - 1) // $R
              m = (n + parts - 1) // parts
              for i in range(parts):
                s = i * m
                e = s + m
                _0 = self.rows(torch.slice(x, 0, s, e), torch.slice(h, 0, s, e), torch.slice(a, 0, s, e), torch.slice(out, 0, s, e), w)
              return out
            def rows(self, x: Tensor, h: Tensor, a: Tensor, out: Tensor, w: List[Tensor]) -> Tensor:\
            """.replace("$R", Integer.toString(ROWS));
}
