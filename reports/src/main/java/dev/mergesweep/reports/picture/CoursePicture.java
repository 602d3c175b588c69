package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Chart.Mark;
import dev.mergesweep.reports.report.Chart.Track;
import java.util.List;
import java.util.stream.DoubleStream;

/** What searches got for what they paid. */
final class CoursePicture {
    private static final String[] COLOURS = {Ink.ACCENT, Ink.WORSE, Ink.BASE, Ink.UNSURE};
    private static final int LINE = 18;

    private CoursePicture() {}

    static String of(Chart.Course chart) {
        Plot.Names names = new Plot.Names(
                chart.title(),
                "Lower is better; a pass forward and back counts as three candidates",
                "cost, in candidates scored on the search documents",
                "nats a token against t = 0.5");
        List<Mark> all =
                chart.tracks().stream().flatMap(track -> track.marks().stream()).toList();
        Plot plot = Plot.of(
                names,
                DoubleStream.concat(DoubleStream.of(0), all.stream().mapToDouble(Mark::cost)),
                DoubleStream.concat(DoubleStream.of(0), all.stream().mapToDouble(Mark::value)));
        plot.zero("t = 0.5 everywhere");
        for (int i = 0; i < chart.tracks().size(); i++) {
            draw(plot, chart.tracks().get(i), i);
        }
        return plot.svg().toString();
    }

    private static void draw(Plot plot, Track track, int number) {
        String colour = COLOURS[number % COLOURS.length];
        double[] points = new double[2 * track.marks().size()];
        for (int i = 0; i < track.marks().size(); i++) {
            Mark mark = track.marks().get(i);
            points[2 * i] = plot.x().at(mark.cost());
            points[2 * i + 1] = plot.y().at(mark.value());
            plot.svg().circle(points[2 * i], points[2 * i + 1], 3, "fill=\"%s\"".formatted(colour));
        }
        plot.svg().polyline(points, "stroke=\"%s\" stroke-width=\"2\"".formatted(colour));
        double top = plot.y().to() + 12 + LINE * number;
        plot.svg().circle(plot.x().to() - 8, top - 4, 4, "fill=\"%s\"".formatted(colour));
        plot.svg().text(plot.x().to() - 18, top, track.name(), Plot.SOFT + " text-anchor=\"end\"");
    }
}
