package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Activation;
import dev.mergesweep.evaluator.architecture.FeedForward;
import dev.mergesweep.evaluator.architecture.Projection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The widest states of a layer, of a feed-forward part without experts: some projections, what is made of them element by
 * element, the projection back.
 *
 * @param up the projections, one or two
 * @param halved whether the first gives both of two states, one beside the other
 * @param gated whether the first state is multiplied with the second
 */
record WideStates(List<Projection> up, boolean halved, boolean gated, Activation activation, Projection down) {
    /** Elements of a state that are worked on at a time: with what autograd keeps, they stay in a core's own cache. */
    private static final int ELEMENTS = 3 << 15;

    /** Null of experts. */
    static @Nullable WideStates of(FeedForward part) {
        return switch (part) {
            case FeedForward.Gated gated ->
                new WideStates(List.of(gated.gate(), gated.up()), false, true, gated.activation(), gated.down());
            case FeedForward.GatedFused fused ->
                new WideStates(List.of(fused.gateUp()), true, true, fused.activation(), fused.down());
            case FeedForward.Plain plain ->
                new WideStates(List.of(plain.up()), false, false, plain.activation(), plain.down());
            case FeedForward.Experts _ -> null;
        };
    }

    /**
     * The methods {@code gate(z)}, from what the projections give to what goes back, and {@code gateBack(z, g)}: {@code g} is
     * d nats / d what {@code gate} gives. Afterwards {@code z} holds d nats / d what it held, and {@code g} what {@code gate} gives.
     */
    String methods(Lines lines) {
        String first = lines.activation(activation, halved ? "a" : "z[0]");
        String second = halved ? "b" : "z[1]";
        long width = up.getFirst().weight().shape().elements()
                / down.weight().shape().elements();
        return METHODS.replace("$HALVES\n", halved ? "  a, b = torch.chunk(z[0], 2, 1)\n" : "")
                .replace("$GATE", gated ? lines.product(first, second) : first)
                .replace("$ELEMENTS", Long.toString(ELEMENTS * Math.max(1, width)));
    }

    private static final String METHODS = """
            def gate(self, z: List[Tensor]) -> Tensor:
            $HALVES
              return $GATE
            def gateBack(self, z: List[Tensor], g: Tensor) -> Tensor:
              n = torch.size(g, 0)
              m = max(1, $ELEMENTS // torch.size(z[0], 1))
              for i in range((n + m - 1) // m):
                s = i * m
                e = min(n, s + m)
                part = annotate(List[Tensor], [])
                for j in range(torch.len(z)):
                  _0 = torch.append(part, torch.requires_grad_(torch.detach(torch.slice(z[j], 0, s, e))))
                y = self.gate(part)
                gs = torch.grad([y], part, annotate(List[Optional[Tensor]], [torch.slice(g, 0, s, e)]), None, False, False)
                for j in range(torch.len(z)):
                  _1 = torch.copy_(torch.slice(z[j], 0, s, e), unchecked_cast(Tensor, gs[j]))
                _2 = torch.copy_(torch.slice(g, 0, s, e), torch.detach(y))
              return g
            """;
}
