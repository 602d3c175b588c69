package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Layer;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What follows attention in a layer, with its derivatives: block by block of positions, which do not see each other here, so
 * that of the wide states between its products those of one block are held.
 */
final class RestGradient {
    /** Positions of a block. Fewer make the products slower. */
    private static final int ROWS = 512;

    private final Layer layer;
    private final Lines lines;

    /** @param lines of a method of its own, with a tape */
    RestGradient(Layer layer, Lines lines) {
        this.layer = layer;
        this.lines = lines;
    }

    /** Whether it reads what attention reads too, the input behind its norm. */
    boolean readsNorm() {
        return layer.parallel() && layer.norms().beforeFeedForward() == null;
    }

    /**
     * The method {@code rest(x, h, a, after, w, d)}: {@code x} is the layer's input, {@code h} that behind the norm before attention, {@code
     * a} what attention gives, {@code after} d nats / d what the layer gives. Gives d nats / d x by way of this part alone, the
     * slopes as the layer gives them, d nats / d a and, where {@link #readsNorm}, d nats / d h.
     */
    String methods() {
        String leaves = readsNorm() ? "leaf, normed" : "leaf";
        lines.add(
                "def rows(self, x: Tensor, h: Tensor, a: Tensor, after: Tensor, w: List[Tensor], d: List[Tensor]) -> List[Tensor]:");
        lines.add(Tape.BEGIN);
        lines.let("leaf", "torch.requires_grad_(torch.detach(a))");
        lines.let("a", "leaf");
        if (readsNorm()) {
            lines.let("normed", "torch.requires_grad_(torch.detach(h))");
            lines.let("h", "normed");
        }
        WideStates states = WideStates.of(layer.feedForward());
        String helpers = states == null ? whole(leaves) : wide(states, leaves);
        lines.add("  gave = [unchecked_cast(Tensor, gs[0]), slopes]");
        lines.add("  for i in range(%d):".formatted(readsNorm() ? 2 : 1));
        lines.add("    _9 = torch.append(gave, unchecked_cast(Tensor, gs[torch.len(ys) + 1 + i]))");
        lines.add("  return gave");
        return helpers
                + lines.text()
                + REST.replace("$R", rows()).replace("$H", readsNorm() ? ", torch.empty_like(torch.detach(h))" : "");
    }

    /** By autograd. */
    private String whole(String leaves) {
        LayerScript.Rest rest = LayerScript.Rest.write(layer, lines, "");
        lines.let("y", rest.result());
        lines.add(Tape.end("y", "after", leaves));
        return rest.helpers();
    }

    /**
     * By autograd but for the products with wide states. What the last projection gives is only added, where no norm comes
     * behind it: nothing asks for it, a quarter of a layer's products.
     */
    private String wide(WideStates states, String leaves) {
        LayerScript.Rest.begin(layer, lines);
        List<Lines.Use> up = states.up().stream().map(lines::use).toList();
        lines.let("read", "torch.detach(h)");
        lines.let("z", "[%s]".formatted(up.stream().map(use -> use.of("read")).collect(Collectors.joining(", "))));
        Lines.Use down = lines.use(states.down());
        behind(down);
        lines.let("g", "self.gateBack(z, torch.mm(gf, %s))".formatted(down.matrix()));
        lines.let("gh", "torch.mm(z[0], %s)".formatted(up.getFirst().matrix()));
        for (int i = 1; i < up.size(); i++) {
            lines.let("gh", "torch.addmm_(gh, z[%d], %s)".formatted(i, up.get(i).matrix()));
        }
        lines.add(Tape.end("y, h", "after, gh", leaves));
        for (int i = 0; i < up.size(); i++) {
            up.get(i).slopes(lines, "z[%d]".formatted(i), "read");
        }
        down.slopes(lines, "gf", "g");
        return states.methods(lines);
    }

    /** To {@code y}, where the graph ends, and {@code gf}, d nats / d what the last projection gives. */
    private void behind(Lines.Use down) {
        if (layer.norms().afterFeedForward() == null) {
            lines.let("gf", layer.residual() == 1 ? "after" : "torch.mul(after, %s)".formatted(layer.residual()));
            return;
        }
        lines.let("f", "torch.requires_grad_(%s)".formatted(down.of("self.gate(z)")));
        lines.let("y", lines.residual("y", lines.norm(layer.norms().afterFeedForward(), "f"), layer.residual()));
        lines.let(
                "gf",
                "unchecked_cast(Tensor, torch.grad([y], [f], annotate(List[Optional[Tensor]], [after]), True, False, False)[0])");
    }

    /** An expert has the positions that chose it: it is not for blocks of them to tell which. */
    private String rows() {
        return switch (layer.feedForward()) {
            case FeedForward.Experts _ -> "max(n, 1)";
            case FeedForward.Gated _, FeedForward.GatedFused _, FeedForward.Plain _ -> Integer.toString(ROWS);
        };
    }

    private static final String REST = """
            def rest(self, x: Tensor, h: Tensor, a: Tensor, after: Tensor, w: List[Tensor], d: List[Tensor]) -> List[Tensor]:
              n = torch.size(after, 0)
              rows = $R
              slopes = torch.empty([torch.len(d), n], dtype=6, device=after.device)
              out = [torch.empty_like(after), slopes, torch.empty_like(a)$H]
              for i in range((n + rows - 1) // rows):
                s = i * rows
                e = min(n, s + rows)
                gave = self.rows(torch.slice(x, 0, s, e), torch.slice(h, 0, s, e), torch.slice(a, 0, s, e), torch.slice(after, 0, s, e), w, d)
                for j in range(torch.len(gave)):
                  if torch.eq(j, 1):
                    _0 = torch.copy_(torch.slice(slopes, 1, s, e), gave[1])
                  else:
                    _0 = torch.copy_(torch.slice(out[j], 0, s, e), gave[j])
              return out
            """;
}
