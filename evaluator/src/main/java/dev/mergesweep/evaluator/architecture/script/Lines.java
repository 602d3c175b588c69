package dev.mergesweep.evaluator.architecture.script;

import dev.mergesweep.evaluator.architecture.Activation;
import dev.mergesweep.evaluator.architecture.Layout;
import dev.mergesweep.evaluator.architecture.Norm;
import dev.mergesweep.evaluator.architecture.Projection;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.merger.checkpoint.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one method and the weights they mention. Methods here return expressions; {@link #let} writes a line.
 *
 * <p>With a tape, every use of a weight is noted: see {@link Tape}.
 */
final class Lines {
    private final Dialect dialect;
    private final boolean taped;
    private final StringBuilder text = new StringBuilder();
    private final List<Weight> weights;

    Lines(Dialect dialect) {
        this(dialect, false, new ArrayList<>());
    }

    private Lines(Dialect dialect, boolean taped, List<Weight> weights) {
        this.dialect = dialect;
        this.taped = taped;
        this.weights = weights;
    }

    /** @param dialect a differentiable one */
    static Lines taped(Dialect dialect) {
        if (!dialect.differentiable()) {
            throw new IllegalArgumentException("No derivative of " + dialect);
        }
        return new Lines(dialect, true, new ArrayList<>());
    }

    /** Of another method that is given the same weights, and a tape of its own. */
    Lines another() {
        return new Lines(dialect, taped, weights);
    }

    boolean taped() {
        return taped;
    }

    Lines let(String name, String expression) {
        return add("  " + name + " = " + expression);
    }

    Lines add(String line) {
        text.append(line).append('\n');
        return this;
    }

    String text() {
        return text.toString();
    }

    StageScript script(String helpers) {
        return new StageScript(helpers + text, weights);
    }

    String weight(Weight weight) {
        weights.add(weight);
        return "w[" + (weights.size() - 1) + "]";
    }

    /** How many are mentioned so far. */
    int weights() {
        return weights.size();
    }

    private String optional(@Nullable Weight weight) {
        return weight == null ? "None" : weight(weight);
    }

    String norm(@Nullable Norm norm, String x) {
        if (norm == null) {
            return x;
        }
        Shape shape = norm.weight().shape();
        long width = shape.dimensions().getLast();
        if (taped) {
            return tapedNorm(norm, x, width);
        }
        if (shape.rank() > 1) {
            // The operators apply a weight over what they normalise over; this one is wider.
            return "torch.mul(%s, %s)".formatted(normalized(norm, x, width, "None", "None"), weight(norm.weight()));
        }
        if (norm.kind() == Norm.Kind.ROOT_MEAN_SQUARE && !dialect.differentiable()) {
            return rms(norm, x, width);
        }
        return normalized(norm, x, width, weight(norm.weight()), optional(norm.bias()));
    }

    /** What {@code torch.rms_norm} does on a CPU in six passes, in three. */
    private String rms(Norm norm, String x, long width) {
        String length = "torch.linalg_vector_norm(%s, 2, [-1], True, dtype=6)".formatted(x);
        String factor =
                "torch.rsqrt(torch.add(torch.div(torch.square(%s), %d), %s))".formatted(length, width, norm.epsilon());
        return "torch.to(torch.mul_(torch.mul(%1$s, %2$s), %3$s), %1$s.dtype)"
                .formatted(x, factor, weight(norm.weight()));
    }

    private String tapedNorm(Norm norm, String x, long width) {
        int index = weights();
        String weight = weight(norm.weight());
        let("n" + index, normalized(norm, x, width, "None", "None"));
        String product = norm.bias() == null
                ? "torch.mul(n%d, %s)".formatted(index, weight)
                : "torch.addcmul(%s, n%d, %s)".formatted(weight(norm.bias()), index, weight);
        return noted(product, "n" + index, index, norm.bias() != null);
    }

    /** Writes the line that computes {@code y} and the one that notes it. @return its name */
    private String noted(String y, String x, int index, boolean biased) {
        let("y" + index, y);
        add("  " + Tape.note("y" + index, x, Integer.toString(index), biased ? Integer.toString(index + 1) : "-1"));
        return "y" + index;
    }

    private static String normalized(Norm norm, String x, long width, String weight, String bias) {
        return switch (norm.kind()) {
            case ROOT_MEAN_SQUARE -> "torch.rms_norm(%s, [%d], %s, %s)".formatted(x, width, weight, norm.epsilon());
            case MEAN_AND_VARIANCE ->
                "torch.layer_norm(%s, [%d], %s, %s, %s)".formatted(x, width, weight, bias, norm.epsilon());
        };
    }

    String linear(Projection projection, String x) {
        if (dialect.product() == Dialect.Product.PACKED) {
            return packed(projection, x);
        }
        int index = weights();
        String y = linear(x, weight(projection.weight()), optional(projection.bias()));
        return taped ? noted(y, x, index, projection.bias() != null) : y;
    }

    /** The operator asks the unpacked matrix for its extents only: one element that stands for all will do. */
    private String packed(Projection projection, String x) {
        Weight matrix = projection.weight();
        List<Long> stored = matrix.shape().dimensions();
        List<Long> extents = matrix.layout().transposes() ? stored.reversed() : stored;
        return "ops.mkl._mkl_linear(%1$s, %2$s, torch.expand(torch.empty([1, 1]), %3$s), %4$s, torch.size(%1$s, 0))"
                .formatted(
                        x,
                        weight(new Weight(matrix.name(), matrix.shape(), new Layout.Packed(matrix.layout()))),
                        extents,
                        optional(projection.bias()));
    }

    /** A projection for whose products, slopes included, a method sees itself. */
    Use use(Projection projection) {
        int index = weights();
        return new Use(index, weight(projection.weight()), optional(projection.bias()));
    }

    /** @param matrix an expression, as is {@code bias} */
    record Use(int index, String matrix, String bias) {
        String of(String x) {
            return "torch.linear(%s, %s, %s)".formatted(x, matrix, bias);
        }

        /** Behind {@link Tape#end}. @param g d nats / d what the projection gave of {@code x} */
        void slopes(Lines lines, String g, String x) {
            lines.add(Tape.slope(g, x, index));
            if (!bias.equals("None")) {
                lines.add(Tape.slope(g, "torch.ones([1], dtype=6, device=%s.device)".formatted(g), index + 1));
            }
        }
    }

    /** By the operator that runs everywhere, without a bias. */
    String plain(Weight matrix, String x) {
        int index = weights();
        String y = "torch.linear(%s, %s)".formatted(x, weight(matrix));
        return taped ? noted(y, x, index, false) : y;
    }

    /** Without a bias. @param matrix an expression */
    String linear(String x, String matrix) {
        return linear(x, matrix, "None");
    }

    private String linear(String x, String matrix, String bias) {
        return switch (dialect.product()) {
            case ATEN, PACKED -> "torch.linear(%s, %s, %s)".formatted(x, matrix, bias);
            case ONEDNN ->
                "ops.mkldnn._linear_pointwise(%s, %s, %s, \"none\", annotate(List[Optional[number]], []), None)"
                        .formatted(x, matrix, bias);
        };
    }

    /** {@code x + f * factor}. */
    String residual(String x, String f, double factor) {
        return residual(x, f, factor, "");
    }

    /** The same, written to {@code out}. */
    String residual(String x, String f, double factor, String out) {
        return "torch.add(%s, %s%s%s)"
                .formatted(x, f, factor == 1 ? "" : ", alpha=" + factor, out.isEmpty() ? "" : ", out=" + out);
    }

    /** @param x computed for this alone: it may be overwritten */
    String activation(Activation activation, String x) {
        return switch (activation) {
            case SILU -> (dialect.differentiable() ? "torch.silu(" : "torch.silu_(") + x + ")";
            case GELU -> "torch.gelu(" + x + ")";
            case GELU_TANH -> "torch.gelu(" + x + ", approximate=\"tanh\")";
            case RELU -> "torch.relu(" + x + ")";
        };
    }

    /** {@code x * y}. @param x computed for this alone: it may be overwritten */
    String product(String x, String y) {
        return "torch.%s(%s, %s)".formatted(dialect.differentiable() ? "mul" : "mul_", x, y);
    }

    /** {@code tanh(x / cap) * cap}; x itself where there is no cap. */
    String capped(String x, double cap) {
        return cap == 0 ? x : "torch.mul(torch.tanh(torch.div(%s, %s)), %s)".formatted(x, cap, cap);
    }
}
