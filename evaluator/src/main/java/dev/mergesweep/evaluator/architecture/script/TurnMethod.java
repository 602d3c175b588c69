package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Rotary;

/**
 * The method {@code turn(x, cos, sin)}: {@code x} is {@code [..., positions, size]}, so that tables and heads are run
 * through in long rows; with heads innermost this was ten times slower.
 */
final class TurnMethod {
    private TurnMethod() {}

    static String of(Rotary rotary, Dialect dialect) {
        Lines lines = new Lines(dialect);
        lines.add("def turn(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:");
        lines.let("y", exchanged(rotary));
        return lines.add(
                        dialect.differentiable()
                                ? "  return torch.addcmul(torch.mul(x, cos), y, sin)"
                                : "  return torch.addcmul_(torch.mul_(y, sin), x, cos)")
                .text();
    }

    /** And the method {@code turnBack(x, cos, sin)}: from the derivative of what {@code turn} gives to that of what it was given. */
    static String withGradient(Rotary rotary, Dialect dialect) {
        return of(rotary, dialect)
                + new Lines(dialect)
                        .add("def turnBack(self, g: Tensor, cos: Tensor, sin: Tensor) -> Tensor:")
                        .let("x", "torch.mul(g, sin)")
                        .add("  return torch.addcmul(%s, g, cos)".formatted(exchanged(rotary)))
                        .text();
    }

    /** Of {@code x}: the elements of each pair exchanged, the others in place. */
    private static String exchanged(Rotary rotary) {
        return "torch.cat([%s], -1)".formatted(parts(rotary));
    }

    private static String parts(Rotary rotary) {
        int half = rotary.size() / 2;
        String turned = rotary.interleaved()
                ? "torch.flatten(torch.flip(torch.unflatten(%s, -1, [%d, 2]), [-1]), -2)"
                        .formatted(slice(0, rotary.size()), half)
                : slice(half, rotary.size()) + ", " + slice(0, half);
        return rotary.size() == rotary.head() ? turned : turned + ", " + slice(rotary.size(), rotary.head());
    }

    private static String slice(int from, int to) {
        return "torch.slice(x, -1, %d, %d)".formatted(from, to);
    }
}
