package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Rotary;
import java.util.List;

/**
 * One layer. {@code forward(x, bounds, cos, sin, w)}: {@code x} is {@code [positions, hidden]}; {@code bounds} where the
 * windows begin and, last, where the padding does; {@code cos} and {@code sin} are {@code [positions, head size]} and left out
 * where the layer does not rotate.
 */
public final class LayerScript {
    private LayerScript() {}

    /** @param rotaries of the architecture */
    public static StageScript of(Layer layer, List<Rotary> rotaries, Dialect dialect) {
        Lines lines = new Lines(dialect);
        String turns = layer.attention().rotary() < 0 ? "" : "cos: Tensor, sin: Tensor, ";
        lines.add("def forward(self, x: Tensor, bounds: Tensor, %sw: List[Tensor]) -> Tensor:".formatted(turns));
        lines.let("h", lines.norm(layer.norms().beforeAttention(), "x"));
        AttentionLines attention = new AttentionLines(lines, layer.attention());
        attention.write();
        lines.let("a", lines.norm(layer.norms().afterAttention(), "a"));
        lines.let("y", lines.residual("x", "a", layer.residual()));
        if (!layer.parallel()) {
            lines.let("h", lines.norm(layer.norms().beforeFeedForward(), "y"));
        } else if (layer.norms().beforeFeedForward() != null) {
            lines.let("h", lines.norm(layer.norms().beforeFeedForward(), "x"));
        }
        String helpers = AttentionLines.helpers(layer.attention(), rotaries, dialect)
                + new FeedForwardLines(lines).write(layer.feedForward());
        lines.let("f", lines.norm(layer.norms().afterFeedForward(), "f"));
        lines.add("  return " + lines.residual("y", "f", layer.residual()));
        return lines.script(helpers);
    }
}
