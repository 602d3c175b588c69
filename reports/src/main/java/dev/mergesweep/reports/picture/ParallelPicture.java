package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Chart.Dimension;
import dev.mergesweep.reports.report.Chart.Strand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Every candidate as a line from its axes to its score, the best on top. */
final class ParallelPicture {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 440;
    private static final int TOP = 104;
    private static final int BOTTOM = HEIGHT - 24;
    private static final int LEFT = 170;
    private static final int RIGHT = 70;

    /** Between a value's name and the axis before. */
    private static final int GAP = 20;

    private final Chart.Parallel chart;
    private final List<Scale> scales = new ArrayList<>();

    private ParallelPicture(Chart.Parallel chart) {
        this.chart = chart;
        for (int i = 0; i < chart.dimensions().size(); i++) {
            int dimension = i;
            int names = chart.dimensions().get(i).categories().size();
            scales.add(
                    names > 0
                            ? new Scale(-0.5, names - 0.5, BOTTOM, TOP)
                            : Scale.around(
                                    chart.strands().stream()
                                            .mapToDouble(
                                                    strand -> strand.values().get(dimension)),
                                    BOTTOM,
                                    TOP));
        }
    }

    static String of(Chart.Parallel chart) {
        return new ParallelPicture(chart).draw();
    }

    private String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT, chart.title())
                .heading(
                        chart.title(),
                        "One line a candidate, the better the darker; the last axis is the score, lower is better");
        int last = chart.dimensions().size() - 1;
        Scale score = scales.get(last);
        String look = chart.strands().size() > 300
                ? "stroke-width=\"0.8\" stroke-opacity=\"0.5\""
                : "stroke-width=\"1.6\" stroke-opacity=\"0.85\"";
        chart.strands().stream()
                .sorted(Comparator.comparingDouble(
                                (Strand strand) -> strand.values().get(last))
                        .reversed()
                        .thenComparing(Strand::candidate))
                .forEach(strand -> {
                    double share = (strand.values().get(last) - score.low()) / (score.high() - score.low());
                    String colour = Ink.between(share, Ink.ACCENT, Ink.UNSURE, Ink.RULE);
                    svg.polyline(points(strand), "stroke=\"%s\" %s".formatted(colour, look));
                });
        IntStream.rangeClosed(0, last).forEach(i -> axis(svg, i));
        return svg.toString();
    }

    private double[] points(Strand strand) {
        return IntStream.range(0, scales.size())
                .boxed()
                .flatMapToDouble(i ->
                        DoubleStream.of(x(i), scales.get(i).at(strand.values().get(i))))
                .toArray();
    }

    private double x(int dimension) {
        return LEFT + between() * dimension;
    }

    /** From one axis to the next. */
    private double between() {
        return (double) (WIDTH - LEFT - RIGHT) / (chart.dimensions().size() - 1);
    }

    private void axis(Svg svg, int i) {
        Dimension dimension = chart.dimensions().get(i);
        Scale scale = scales.get(i);
        svg.line(x(i), TOP, x(i), BOTTOM, "stroke=\"%s\"".formatted(Ink.SOFT));
        svg.text(
                x(i),
                TOP - 14,
                dimension.name(),
                "font-weight=\"600\" text-anchor=\"middle\" fill=\"%s\"".formatted(Ink.TEXT));
        if (dimension.categories().isEmpty()) {
            scale.ticks().forEach(tick -> mark(svg, i, tick, scale.label(tick)));
        } else {
            for (int k = 0; k < dimension.categories().size(); k++) {
                mark(svg, i, k, Svg.cutInside(dimension.categories().get(k), Math.min(LEFT, between()) - GAP));
            }
        }
    }

    /** A white edge keeps the figure readable on lines. */
    private void mark(Svg svg, int dimension, double value, String label) {
        boolean last = dimension == chart.dimensions().size() - 1;
        svg.text(
                x(dimension) + (last ? 8 : -8),
                scales.get(dimension).at(value) + 4,
                label,
                "font-size=\"11\" text-anchor=\"%s\" stroke=\"%s\" stroke-width=\"3\" paint-order=\"stroke\" %s"
                        .formatted(last ? "start" : "end", Ink.PAPER, Plot.SOFT));
    }
}
