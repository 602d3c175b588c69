package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Chart.Dot;
import dev.mergesweep.reports.report.Wording;
import java.util.Comparator;
import java.util.List;

/** Two domains against each other, with the Pareto front. */
final class TradeOffPicture {
    private TradeOffPicture() {}

    static String of(Chart.TradeOff chart) {
        List<Dot> dots = chart.dots().stream()
                .filter(dot -> Double.isFinite(dot.x()) && Double.isFinite(dot.y()))
                .toList();
        Plot.Names names = new Plot.Names(
                chart.title(),
                "Lower left is better; on the front: nobody is better in every domain than these",
                "perplexity on " + chart.horizontal(),
                "perplexity on " + chart.vertical());
        Plot plot = Plot.of(names, chart.window());
        front(plot, dots);
        dots.stream()
                .sorted(Comparator.comparing(Dot::front))
                .forEach(dot -> dot(plot, dot, chart.window().holds(dot)));
        return plot.svg().toString();
    }

    /** Steps, because what lies between two of them is nobody. */
    private static void front(Plot plot, List<Dot> dots) {
        List<Dot> front = dots.stream()
                .filter(Dot::front)
                .sorted(Comparator.comparingDouble(Dot::x).thenComparingDouble(Dot::y))
                .toList();
        if (!Dot.stairs(front)) {
            return;
        }
        double[] steps = new double[Math.max(0, 4 * front.size() - 2)];
        for (int i = 0; i < front.size(); i++) {
            double x = plot.x().within(front.get(i).x());
            if (i > 0) {
                steps[4 * i - 2] = x;
                steps[4 * i - 1] = steps[4 * i - 3];
            }
            steps[4 * i] = x;
            steps[4 * i + 1] = plot.y().within(front.get(i).y());
        }
        plot.svg().polyline(steps, "stroke=\"%s\" stroke-width=\"1.5\" stroke-opacity=\"0.6\"".formatted(Ink.ACCENT));
    }

    private static void dot(Plot plot, Dot dot, boolean inside) {
        double x = plot.x().within(dot.x());
        double y = plot.y().within(dot.y());
        switch (dot.role()) {
            case PARENT -> {
                double[] diamond = {x - 7, y, x, y - 7, x + 7, y, x, y + 7, x - 7, y};
                plot.svg().polygon(diamond, fill(Ink.TEXT));
                boolean right = x > (plot.x().from() + plot.x().to()) / 2;
                String anchor = right ? " text-anchor=\"end\"" : "";
                String name = inside
                        ? dot.candidate()
                        : "%s, beyond: %s, %s"
                                .formatted(dot.candidate(), Wording.perplexity(dot.x()), Wording.perplexity(dot.y()));
                plot.svg().text(x + (right ? -12 : 12), y + 4, name, Plot.SOFT + anchor);
            }
            case BASELINE -> plot.svg().rect(x - 4.5, y - 4.5, 9, 9, fill(dot.front() ? Ink.ACCENT : Ink.SOFT));
            case MERGE ->
                plot.svg()
                        .circle(
                                x,
                                y,
                                dot.front() ? 5 : 3,
                                dot.front() ? fill(Ink.ACCENT) : fill(Ink.UNSURE) + " fill-opacity=\"0.45\"");
        }
    }

    private static String fill(String colour) {
        return "fill=\"%s\"".formatted(colour);
    }
}
