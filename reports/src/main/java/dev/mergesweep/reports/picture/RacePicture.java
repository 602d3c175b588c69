package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Chart.Rung;
import java.util.List;
import java.util.stream.DoubleStream;

/** How the field thinned out. */
final class RacePicture {
    private RacePicture() {}

    static String of(Chart.Race chart) {
        Plot.Names names = new Plot.Names(
                chart.title(),
                "Who had visibly lost was not scored to the end",
                "% of the search documents",
                "candidates");
        List<Rung> rungs = chart.rungs();
        Plot plot = Plot.of(
                names,
                rungs.stream().mapToDouble(rung -> 100 * rung.share()),
                DoubleStream.concat(DoubleStream.of(0), rungs.stream().mapToDouble(Rung::candidates)));
        double[] steps = new double[Math.max(0, 4 * rungs.size() - 2)];
        for (int i = 0; i < rungs.size(); i++) {
            double x = plot.x().at(100 * rungs.get(i).share());
            if (i > 0) {
                steps[4 * i - 2] = x;
                steps[4 * i - 1] = steps[4 * i - 3];
            }
            steps[4 * i] = x;
            steps[4 * i + 1] = plot.y().at(rungs.get(i).candidates());
        }
        plot.svg().polyline(steps, "stroke=\"%s\" stroke-width=\"2\"".formatted(Ink.ACCENT));
        return plot.svg().toString();
    }
}
