package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Attention;
import dev.mergesweep.evaluator.architecture.Attention.Heads;
import dev.mergesweep.evaluator.architecture.Norm;
import dev.mergesweep.evaluator.architecture.Projection;
import dev.mergesweep.evaluator.architecture.Rotary;
import dev.mergesweep.merger.checkpoint.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attention within a layer, but for the output projection: from {@code h} to {@code a}. */
final class AttentionLines {
    private final Lines lines;
    private final Attention attention;
    private final Heads heads;
    private final Dialect dialect;
    private final @Nullable TurnMethod turn;

    /** @param rotaries of the architecture */
    AttentionLines(Lines lines, Attention attention, List<Rotary> rotaries, Dialect dialect) {
        this.lines = lines;
        this.attention = attention;
        this.heads = attention.heads();
        this.dialect = dialect;
        this.turn = attention.rotary() < 0
                ? null
                : new TurnMethod(rotaries.get(attention.rotary()), attention.normalization(), dialect);
    }

    void write() {
        project();
        normalize();
        lines.let("a", "self.attend(%s, %sbounds)".formatted(given(), turns()));
    }

    /** With a tape: from {@code ga} to {@code gq}, {@code gk} and {@code gv}. Attention is computed anew, window by window. */
    void writeBack() {
        lines.add("  gq, gk, gv = self.attended(%s, %sbounds, ga)".formatted(given(), turns()));
    }

    private String given() {
        return lines.taped() ? "torch.detach(q), torch.detach(k), torch.detach(v)" : "q, k, v";
    }

    private String turns() {
        return attention.rotary() < 0 ? "" : "cos, sin, ";
    }

    private void project() {
        List<Projection> projections = attention.projections();
        if (projections.size() == 1) {
            int query = heads.query() * heads.size();
            int keyValue = heads.keyValue() * heads.size();
            lines.let("p", lines.linear(turned(projections.getFirst(), heads.query() + heads.keyValue()), "h"));
            lines.let("q", "torch.slice(p, 1, 0, %d)".formatted(query));
            lines.let("k", "torch.slice(p, 1, %d, %d)".formatted(query, query + keyValue));
            lines.let("v", "torch.slice(p, 1, %d, %d)".formatted(query + keyValue, query + 2 * keyValue));
        } else {
            lines.let("q", lines.linear(turned(projections.get(0), heads.query()), "h"));
            lines.let("k", lines.linear(turned(projections.get(1), heads.keyValue()), "h"));
            lines.let("v", lines.linear(projections.get(2), "h"));
        }
    }

    /** A norm over all heads comes before they are told apart, one per head after. */
    private void normalize() {
        Attention.Normalization norms = attention.normalization();
        boolean whole = norms != null && wide(norms.query(), heads.query());
        if (norms != null && whole) {
            normalize(norms, heads.query(), heads.keyValue());
        }
        lines.let("q", "torch.reshape(q, [-1, %d, %d])".formatted(heads.query(), heads.size()));
        lines.let("k", "torch.reshape(k, [-1, %d, %d])".formatted(heads.keyValue(), heads.size()));
        lines.let("v", "torch.reshape(v, [-1, %d, %d])".formatted(heads.keyValue(), heads.size()));
        if (norms != null && !whole) {
            normalize(norms, 1, 1);
        }
    }

    private void normalize(Attention.Normalization norms, int queries, int keys) {
        lines.let("q", lines.norm(turned(norms.query(), queries), "q"));
        lines.let("k", lines.norm(turned(norms.key(), keys), "k"));
    }

    private Projection turned(Projection projection, int heads) {
        return turn == null ? projection : turn.ordered(projection, heads);
    }

    private Norm turned(Norm norm, int heads) {
        return turn == null ? norm : turn.ordered(norm, heads);
    }

    private boolean wide(Norm norm, int count) {
        return count > 1 && norm.weight().shape().equals(Shape.of((long) count * heads.size()));
    }

    /** The methods {@code attend} and what it calls. */
    String helpers() {
        return (turn == null ? "" : turn.method()) + WindowedAttention.of(attention, dialect);
    }

    /** And {@code attended}. */
    String helpersWithGradient() {
        return (turn == null ? "" : turn.withGradient()) + WindowedAttention.withGradient(attention, dialect);
    }
}
