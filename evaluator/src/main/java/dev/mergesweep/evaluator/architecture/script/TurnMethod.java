package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Layout;
import dev.mergesweep.evaluator.architecture.Norm;
import dev.mergesweep.evaluator.architecture.Projection;
import dev.mergesweep.evaluator.architecture.Rotary;
import dev.mergesweep.evaluator.architecture.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The method {@code turn(x, cos, sin)}: {@code x} is {@code [..., positions, size]} in any order of memory, what it gives in
 * this one, so that tables and heads are run through in long rows; with heads innermost this was ten times slower.
 *
 * <p>A dialect of float32 turns each pair as one complex number, in a single pass instead of four. For that the pairs must lie
 * side by side, which is up to the rows of the weights that queries and keys come from; scores do not depend on their order.
 */
final class TurnMethod {
    private final Rotary rotary;
    private final Dialect dialect;
    private final boolean complex;

    /** @param norms of queries and keys; null: none */
    TurnMethod(Rotary rotary, Attention.@Nullable Normalization norms, Dialect dialect) {
        this.rotary = rotary;
        this.dialect = dialect;
        this.complex = dialect.complex() && (rotary.interleaved() || norms == null || inRows(norms));
    }

    /** Not as a matrix, of which {@link Layout.PairsTogether} knows rows only. */
    private static boolean inRows(Attention.Normalization norms) {
        return norms.query().weight().shape().rank() == 1
                && norms.key().weight().shape().rank() == 1;
    }

    /** A projection whose first rows are heads that will be turned. */
    Projection ordered(Projection projection, int heads) {
        return new Projection(ordered(projection.weight(), heads), orderedOrNone(projection.bias(), heads));
    }

    /** A norm of heads that will be turned. @param heads that its weight is as wide as */
    Norm ordered(Norm norm, int heads) {
        return new Norm(norm.kind(), norm.epsilon(), ordered(norm.weight(), heads), orderedOrNone(norm.bias(), heads));
    }

    private @Nullable Weight orderedOrNone(@Nullable Weight weight, int heads) {
        return weight == null ? null : ordered(weight, heads);
    }

    private Weight ordered(Weight weight, int heads) {
        if (!complex || rotary.interleaved()) {
            return weight;
        }
        return new Weight(
                weight.name(),
                weight.shape(),
                new Layout.PairsTogether(heads, rotary.head(), rotary.size(), weight.layout()));
    }

    String method() {
        return complex ? complex() : exchanging();
    }

    /** And the method {@code turnBack(x, cos, sin)}: from the derivative of what {@code turn} gives to that of what it was given. */
    String withGradient() {
        return method()
                + new Lines(dialect)
                        .add("def turnBack(self, g: Tensor, cos: Tensor, sin: Tensor) -> Tensor:")
                        .let("x", "torch.mul(g, sin)")
                        .add("  return torch.addcmul(%s, g, cos)".formatted(exchanged()))
                        .text();
    }

    private String exchanging() {
        return new Lines(dialect)
                .add(BEGIN)
                .let("x", "torch.contiguous(x)")
                .let("y", exchanged())
                .add(
                        dialect.differentiable()
                                ? "  return torch.addcmul(torch.mul(x, cos), y, sin)"
                                : "  return torch.addcmul_(torch.mul_(y, sin), x, cos)")
                .text();
    }

    private static final String BEGIN = "def turn(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:";

    private String complex() {
        int half = rotary.size() / 2;
        String tables = rotary.interleaved()
                ? "torch.slice(cos, 1, 0, %1$d, 2), torch.slice(sin, 1, 1, %1$d, 2)"
                : "torch.slice(cos, 1, 0, %2$d), torch.slice(sin, 1, %2$d, %1$d)";
        Lines lines = new Lines(dialect).add(BEGIN).let("y", "torch.empty_like(x, memory_format=0)");
        lines.add("  _0 = torch.mul(%s, torch.complex(%s), out=%s)"
                .formatted(pairs("x", half), tables.formatted(rotary.size(), half), pairs("y", half)));
        if (rotary.size() < rotary.head()) {
            lines.add("  _1 = torch.copy_(%s, %s)".formatted(rest("y"), rest("x")));
        }
        return lines.add("  return y").text();
    }

    private String pairs(String x, int half) {
        String turned = rotary.size() == rotary.head() ? x : slice(x, 0, rotary.size());
        return "torch.view_as_complex(torch.unflatten(%s, -1, [%d, 2]))".formatted(turned, half);
    }

    private String rest(String x) {
        return slice(x, rotary.size(), rotary.head());
    }

    /** Of {@code x}: the elements of each pair exchanged, the others in place. */
    private String exchanged() {
        return "torch.cat([%s], -1)".formatted(parts());
    }

    private String parts() {
        int half = rotary.size() / 2;
        String turned = rotary.interleaved()
                ? "torch.flatten(torch.flip(torch.unflatten(%s, -1, [%d, 2]), [-1]), -2)"
                        .formatted(slice("x", 0, rotary.size()), half)
                : slice("x", half, rotary.size()) + ", " + slice("x", 0, half);
        return rotary.size() == rotary.head() ? turned : turned + ", " + rest("x");
    }

    private static String slice(String x, int from, int to) {
        return "torch.slice(%s, -1, %d, %d)".formatted(x, from, to);
    }
}
