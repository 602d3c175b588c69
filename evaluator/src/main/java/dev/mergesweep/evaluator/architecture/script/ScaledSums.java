package dev.mergesweep.evaluator.architecture.script;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The logarithms of the sums of exponentials of logits multiplied by some factors, made of what {@link HeadScript} has in its
 * hands anyway: with {@code p} the logarithm of the softmax over a slice and {@code sum} that of the slice's exponentials, it
 * is {@code s * sum + log(sum of exp(s * p))}. No logit is computed anew.
 */
final class ScaledSums {
    /** On a CPU so many rows of a slice are worked on at a time: they stay in a core's cache. */
    private static final int CACHED_ROWS = 32;

    private ScaledSums() {}

    /** {@code scaled(p, sum)}: {@code [scales, rows]}. */
    static String method(List<Double> scales, Dialect dialect) {
        // On a GPU many small calls cost more than memory does.
        int rows = dialect.attention() == Dialect.AttentionForm.FUSED ? HeadScript.ROWS : CACHED_ROWS;
        StringBuilder text = new StringBuilder("def scaled(self, p: Tensor, sum: Tensor) -> Tensor:\n");
        for (int i = 0; i < scales.size(); i++) {
            text.append("  s%d = annotate(List[Tensor], [])\n".formatted(i));
        }
        text.append("""
                  for i in range(torch.size(p, 0) // %1$d):
                    c = torch.slice(p, 0, i * %1$d, i * %1$d + %1$d)
                """.formatted(rows));
        for (int i = 0; i < scales.size(); i++) {
            text.append("    _0 = torch.append(s%d, torch.sum(torch.exp_(torch.mul(c, %s)), [1]))\n"
                    .formatted(i, scales.get(i)));
        }
        String rowsOfScales = IntStream.range(0, scales.size())
                .mapToObj(
                        i -> "torch.add(torch.mul(sum, %s), torch.log(torch.cat(s%d, 0)))".formatted(scales.get(i), i))
                .collect(Collectors.joining(", "));
        return text.append("  return torch.stack([%s], 0)\n".formatted(rowsOfScales))
                .toString();
    }

    /**
     * The lines of {@code nats} that have to do with scales.
     *
     * @param inSlice after each slice of the vocabulary
     * @param atEnd what it gives
     */
    record Calls(String inSlice, String atEnd) {
        static Calls of(List<Double> scales) {
            if (scales.isEmpty()) {
                return new Calls("", "nats");
            }
            String others = scales.stream().map(String::valueOf).collect(Collectors.joining(", "));
            return new Calls(
                    "    _0 = torch.append(scaled, self.scaled(p, sum))",
                    "torch.cat([torch.unsqueeze(nats, 0), torch.sub(torch.logsumexp(torch.stack(scaled), [0]),"
                            + " torch.mul(torch.unsqueeze(own, 0), torch.unsqueeze(torch.tensor([" + others
                            + "], dtype=6, device=own.device), 1)))], 0)");
        }
    }
}
