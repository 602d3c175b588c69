package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Chart.Reading;
import java.util.List;
import java.util.stream.DoubleStream;

/** The score over one axis: a curve with its intervals, the other candidates as points. */
final class ResponsePicture {
    private ResponsePicture() {}

    static String of(Chart.Response chart) {
        Plot.Names names = new Plot.Names(
                "How the score answers to " + chart.axis(),
                "The best candidate while " + chart.axis()
                        + " alone changes, 95 % intervals; points: all other candidates",
                chart.axis(),
                "% of perplexity against " + chart.reference());
        Plot plot = Plot.of(
                names,
                chart.readings().stream().mapToDouble(Reading::x),
                chart.readings().stream().flatMapToDouble(ResponsePicture::heights));
        plot.zero(chart.reference());
        List<Reading> curve = chart.readings().stream().filter(Reading::onCurve).toList();
        chart.readings().stream()
                .filter(reading -> !reading.onCurve())
                .forEach(reading -> plot.svg()
                        .circle(
                                plot.x().at(reading.x()),
                                plot.y().at(reading.percent()),
                                3,
                                "fill=\"%s\" fill-opacity=\"0.4\"".formatted(Ink.UNSURE)));
        curve.forEach(reading -> whisker(plot, reading));
        plot.svg()
                .polyline(
                        curve.stream()
                                .flatMapToDouble(reading -> DoubleStream.of(
                                        plot.x().at(reading.x()), plot.y().at(reading.percent())))
                                .toArray(),
                        "stroke=\"%s\" stroke-width=\"2\"".formatted(Ink.ACCENT));
        curve.forEach(reading -> plot.svg()
                .circle(
                        plot.x().at(reading.x()),
                        plot.y().at(reading.percent()),
                        4,
                        "fill=\"%s\"".formatted(Ink.ACCENT)));
        return plot.svg().toString();
    }

    private static DoubleStream heights(Reading reading) {
        return reading.onCurve()
                ? DoubleStream.of(reading.low(), reading.percent(), reading.high())
                : DoubleStream.of(reading.percent());
    }

    private static void whisker(Plot plot, Reading reading) {
        double x = plot.x().at(reading.x());
        double low = plot.y().at(reading.low());
        double high = plot.y().at(reading.high());
        String look = "stroke=\"%s\" stroke-width=\"1.5\"".formatted(Ink.ACCENT);
        plot.svg()
                .line(x, low, x, high, look)
                .line(x - 4, low, x + 4, low, look)
                .line(x - 4, high, x + 4, high, look);
    }
}
