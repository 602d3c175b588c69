package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Window;
import java.util.stream.DoubleStream;

/** A drawing with a horizontal and a vertical axis. */
record Plot(Svg svg, Scale x, Scale y) {
    static final int WIDTH = 720;
    static final int HEIGHT = 450;
    private static final int LEFT = 66;
    private static final int RIGHT = 30;
    private static final int TOP = 96;
    private static final int BOTTOM = 56;

    static final String SOFT = "fill=\"" + Ink.SOFT + "\"";
    static final String CENTRED = SOFT + " text-anchor=\"middle\"";

    /** What the axes are called. */
    record Names(String title, String below, String x, String y) {}

    static Plot of(Names names, DoubleStream xs, DoubleStream ys) {
        return of(names, Scale.around(xs, LEFT, WIDTH - RIGHT), Scale.around(ys, HEIGHT - BOTTOM, TOP));
    }

    static Plot of(Names names, Window window) {
        return of(
                names,
                new Scale(window.left(), window.right(), LEFT, WIDTH - RIGHT),
                new Scale(window.bottom(), window.top(), HEIGHT - BOTTOM, TOP));
    }

    private static Plot of(Names names, Scale x, Scale y) {
        Plot plot = new Plot(new Svg(WIDTH, HEIGHT, names.title()).heading(names.title(), names.below()), x, y);
        plot.grid();
        plot.svg.text((x.from() + x.to()) / 2, HEIGHT - 14, names.x(), CENTRED);
        plot.svg.text(20, TOP - 16, names.y(), SOFT);
        return plot;
    }

    private void grid() {
        for (double tick : y.ticks()) {
            svg.line(x.from(), y.at(tick), x.to(), y.at(tick), "stroke=\"%s\"".formatted(Ink.RULE));
            svg.text(x.from() - 8, y.at(tick) + 4, y.label(tick), SOFT + " text-anchor=\"end\"");
        }
        for (double tick : x.ticks()) {
            svg.text(x.at(tick), y.from() + 20, x.label(tick), CENTRED);
        }
    }

    /** Where the vertical figure is nought. */
    void zero(String name) {
        if (y.low() <= 0 && y.high() >= 0) {
            svg.line(x.from(), y.at(0), x.to(), y.at(0), "stroke=\"%s\" stroke-dasharray=\"5 4\"".formatted(Ink.SOFT));
            svg.text(x.to(), y.at(0) - 6, name, SOFT + " text-anchor=\"end\"");
        }
    }
}
