package dev.mergesweep.reports.report;

import dev.mergesweep.reports.report.Chart.Dot;
import dev.mergesweep.reports.report.Chart.Role;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The part of a {@link Chart.TradeOff} that is shown. Parents that know one domain each are far from every merge; drawn to
 * scale they would leave the merges no room to be told apart, so then they stand at the edge.
 *
 * @param left smallest perplexity shown on the horizontal axis
 * @param bottom smallest one on the vertical axis
 */
public record Window(double left, double right, double bottom, double top) {
    /** So many times wider than the merges a picture may be before the parents go to its edge. */
    private static final double FAR = 3;

    private static final int FEW = 3;
    private static final double MARGIN = 0.08;

    static Window around(List<Dot> dots) {
        double[] x = range(dots, Dot::x);
        double[] y = range(dots, Dot::y);
        return new Window(x[0], x[1], y[0], y[1]);
    }

    private static double[] range(List<Dot> dots, ToDoubleFunction<Dot> figure) {
        double[] all = dots.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        double[] merges = dots.stream()
                .filter(dot -> dot.role() != Role.PARENT)
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        boolean far = merges.length >= FEW && width(all) > FAR * width(merges) && width(merges) > 0;
        double[] shown = far ? merges : all;
        if (shown.length == 0) {
            return new double[] {0, 1};
        }
        double margin = width(shown) > 0 ? MARGIN * width(shown) : MARGIN * Math.max(shown[0], 1e-3);
        return new double[] {shown[0] - margin, shown[shown.length - 1] + margin};
    }

    private static double width(double[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length - 1] - sorted[0];
    }

    /** Whether a dot is within. */
    public boolean holds(Dot dot) {
        return dot.x() >= left && dot.x() <= right && dot.y() >= bottom && dot.y() <= top;
    }
}
