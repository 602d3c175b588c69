package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Head;
import java.util.List;

/**
 * The last stage. {@code forward(x, rows, targets, w)} gives the nats of {@code targets[i]} after the position
 * {@code rows[i]}, float32. Logits exist for one slice of rows and vocabulary at a time; every slice of rows has the same
 * shape, whatever the number of rows asked for.
 */
public final class HeadScript {
    /** The number of rows of a call must be a multiple of it. Fewer rows make the products slower. */
    public static final int ROWS = 1024;

    /** The same, where only the most likely id is asked for. */
    public static final int LIKELY_ROWS = 16;

    /**
     * Of one slice of logits: large enough for the product, small enough to stay in a cache until the loss has read it. Beyond
     * 32 MiB glibc maps every allocation anew, and page faults make the loss four times slower.
     */
    private static final int SLICE_BYTES = 8 << 20;

    private HeadScript() {}

    public static StageScript of(Head head, Dialect dialect) {
        return of(head, dialect, List.of());
    }

    /**
     * The same for logits multiplied by further factors: then it gives {@code [1 + scales, rows]}, the first row to the bit
     * what it gives without any.
     */
    public static StageScript of(Head head, Dialect dialect, List<Double> scales) {
        long vocabulary = vocabulary(head);
        Lines lines = new Lines(dialect);
        lines.add("def forward(self, x: Tensor, rows: Tensor, targets: Tensor, w: List[Tensor]) -> Tensor:");
        lines.let("x", lines.norm(head.norm(), "x"));
        String matrix = lines.weight(head.output().weight());
        lines.let("parts", "annotate(List[Tensor], [])");
        lines.add("  for i in range(torch.size(rows, 0) // %d):".formatted(ROWS));
        lines.let("  h", "torch.index_select(x, 0, torch.slice(rows, 0, i * %1$d, i * %1$d + %1$d))".formatted(ROWS));
        lines.let("  t", "torch.slice(targets, 0, i * %1$d, i * %1$d + %1$d)".formatted(ROWS));
        lines.add("    _0 = torch.append(parts, self.nats(h, t, %s))".formatted(matrix));
        lines.add("  return torch.cat(parts, -1)");
        return lines.script((scales.isEmpty() ? "" : ScaledSums.method(scales, dialect))
                + nats(head, vocabulary, dialect, ScaledSums.Calls.of(scales)));
    }

    /**
     * Over slices of the vocabulary: the logarithm of the sum of exponentials of each, and the logit of the target where it
     * lies in the slice. The former is read off the softmax operator, the only one that takes a single pass.
     */
    private static String nats(Head head, long vocabulary, Dialect dialect, ScaledSums.Calls scaled) {
        return """
                def nats(self, h: Tensor, t: Tensor, matrix: Tensor) -> Tensor:
                  sums = annotate(List[Tensor], [])
                  scaled = annotate(List[Tensor], [])
                  own = torch.zeros([torch.size(t, 0)], dtype=6, device=h.device)
                  z = torch.empty([0, 0], dtype=6, device=h.device)
                  for j in range($SLICES):
                    s = j * $COLUMNS
                    e = min($VOCABULARY, s + $COLUMNS)
                    m = torch.slice(matrix, 0, s, e)
                $LOGITS
                    z = $SCALED
                    k = torch.sub(t, s)
                    inside = torch.logical_and(torch.ge(k, 0), torch.lt(k, e - s))
                    k = torch.unsqueeze(torch.clamp(k, 0, e - s - 1), 1)
                    own = torch.where(inside, torch.squeeze(torch.gather(z, 1, k), 1), own)
                    first = torch.clone(torch.select(z, 1, 0))
                    p = $SOFTMAX
                    sum = torch.sub(first, torch.select(p, 1, 0))
                    _0 = torch.append(sums, sum)
                $IN_SLICE
                  nats = torch.sub(torch.logsumexp(torch.stack(sums), [0]), own)
                  return $AT_END
                """.replace("$SLICES", Long.toString(Math.ceilDiv(vocabulary, columns())))
                .replace("$COLUMNS", Integer.toString(columns()))
                .replace("$VOCABULARY", Long.toString(vocabulary))
                .replace("$LOGITS\n", logits(dialect))
                .replace("$SCALED", scaled(head, dialect))
                .replace("$SOFTMAX", "torch._log_softmax(z, 1, False" + (overwrites(dialect) ? ", out=z)" : ")"))
                .replace("$IN_SLICE", scaled.inSlice())
                .replace("$AT_END", scaled.atEnd());
    }

    /** Where it was measured to be faster; a derivative needs what would be overwritten. */
    private static boolean overwrites(Dialect dialect) {
        return !dialect.differentiable() && dialect.attention() == Dialect.AttentionForm.BLOCKS;
    }

    private static String logits(Dialect dialect) {
        String product = new Lines(dialect).linear("h", "m");
        return overwrites(dialect) && dialect.product() != Dialect.Product.ONEDNN
                ? LOGITS_IN_PLACE.replace("$PRODUCT", product)
                : "    z = torch.to(" + product + ", 6)\n";
    }

    /** One buffer for all slices: its pages are there after the first. */
    private static final String LOGITS_IN_PLACE = """
                if torch.ne(torch.size(z, 1), e - s):
                  z = torch.empty([torch.size(h, 0), e - s], dtype=6, device=h.device)
                if h.dtype == 6:
                  _1 = torch.mm(h, torch.t(m), out=z)
                else:
                  _1 = torch.copy_(z, $PRODUCT)
            """;

    /** Of the vocabulary, in a slice of logits. */
    static int columns() {
        return SLICE_BYTES / (4 * ROWS) / 64 * 64;
    }

    private static String scaled(Head head, Dialect dialect) {
        String z = head.scale() == 1 ? "z" : "torch.mul(z, %s)".formatted(head.scale());
        return new Lines(dialect).capped(z, head.cap());
    }

    /** {@code forward(x, rows, w)} gives the id with the largest logit, the first of equal ones; weights as in {@link #of}. */
    public static StageScript mostLikely(Head head, Dialect dialect) {
        Lines lines = new Lines(dialect);
        lines.add("def forward(self, x: Tensor, rows: Tensor, w: List[Tensor]) -> Tensor:");
        lines.let("x", lines.norm(head.norm(), "x"));
        String matrix = lines.weight(head.output().weight());
        lines.let("parts", "annotate(List[Tensor], [])");
        lines.add("  for i in range(torch.size(rows, 0) // %d):".formatted(LIKELY_ROWS));
        lines.let(
                "  h",
                "torch.index_select(x, 0, torch.slice(rows, 0, i * %1$d, i * %1$d + %1$d))".formatted(LIKELY_ROWS));
        lines.let("  z", "torch.to(" + lines.linear("h", matrix) + ", 6)");
        lines.add("    _0 = torch.append(parts, torch.argmax(%s, 1))".formatted(scaled(head, dialect)));
        lines.add("  return torch.cat(parts, 0)");
        return lines.script("");
    }

    private static long vocabulary(Head head) {
        return head.output().weight().shape().dimensions().getFirst();
    }
}
