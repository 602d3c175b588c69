package dev.mergesweep.reports.picture;

import dev.mergesweep.reports.report.Chart;
import dev.mergesweep.reports.report.Chart.Panel;
import dev.mergesweep.reports.report.Chart.Patch;
import dev.mergesweep.reports.report.Wording;
import java.util.stream.DoubleStream;

/** A value for every layer and kind of tensor as a coloured field, panels two beside each other. */
final class MapPicture {
    private static final int WIDTH = 960;
    private static final int TOP = 72;
    private static final int CELL = 18;
    private static final int LEGEND = 58;
    private static final int NARROWEST_LABEL = 22;

    private final Chart.TensorMap chart;
    private final double low;
    private final double high;
    private final int across;
    private final double names;
    private final double cell;
    private final int panelHeight;

    private MapPicture(Chart.TensorMap chart) {
        this.chart = chart;
        double[] values = chart.panels().stream()
                .flatMap(panel -> panel.patches().stream())
                .mapToDouble(Patch::value)
                .toArray();
        double smallest = DoubleStream.of(values).min().orElse(0);
        double largest = DoubleStream.of(values).max().orElse(0);
        double size = Math.max(Math.max(-smallest, largest), 0.01);
        low = switch (chart.scale()) {
            case T -> Math.min(0, smallest);
            case DEGREES -> 0;
            case PERCENT -> -size;
        };
        high = switch (chart.scale()) {
            case T -> Math.max(1, largest);
            case DEGREES -> Math.max(1, largest);
            case PERCENT -> size;
        };
        across = chart.panels().size() > 1 ? 2 : 1;
        names = Math.min(
                190, 10 + chart.parts().stream().mapToDouble(Svg::width).max().orElse(0));
        cell = ((WIDTH - 20.0) / across - names - 24)
                / Math.max(1, chart.columns().size());
        panelHeight = CELL * chart.parts().size() + 62;
    }

    static String of(Chart.TensorMap chart) {
        return new MapPicture(chart).draw();
    }

    private String draw() {
        int lines = (chart.panels().size() + across - 1) / across;
        int bottom = TOP + lines * panelHeight;
        Svg svg = new Svg(WIDTH, bottom + LEGEND, chart.title())
                .heading(
                        chart.title(),
                        "Layers from left to right; colour: " + chart.scale().words());
        for (int i = 0; i < chart.panels().size(); i++) {
            double left = 20 + (i % across) * (WIDTH - 20.0) / across + names;
            panel(svg, chart.panels().get(i), left, TOP + (i / across) * panelHeight + 24.0);
        }
        legend(svg, bottom + 10.0);
        return svg.toString();
    }

    private void panel(Svg svg, Panel panel, double left, double top) {
        double right = left + cell * chart.columns().size();
        String label = Svg.cut(panel.label(), right - left + names / 2);
        svg.text(left, top - 8, label, "font-weight=\"600\" fill=\"%s\"".formatted(Ink.TEXT));
        for (int part = 0; part < chart.parts().size(); part++) {
            String name = Svg.cut(chart.parts().get(part), names);
            svg.text(left - 8, top + CELL * part + 13.0, name, "font-size=\"11\" text-anchor=\"end\" " + Plot.SOFT);
        }
        int every = (int) Math.ceil(NARROWEST_LABEL / cell);
        for (int column = 0; column < chart.columns().size(); column += every) {
            double middle = left + cell * (column + 0.5);
            double below = top + CELL * chart.parts().size() + 15.0;
            svg.text(middle, below, chart.columns().get(column), "font-size=\"11\" " + Plot.CENTRED);
        }
        for (Patch patch : panel.patches()) {
            svg.rect(
                    left + cell * patch.column(),
                    top + CELL * patch.part(),
                    Math.max(0.5, cell - 1),
                    CELL - 1,
                    "fill=\"%s\"".formatted(colour(patch.value())));
        }
    }

    private String colour(double value) {
        double share = (value - low) / (high - low);
        return chart.scale() == Chart.Scale.DEGREES
                ? Ink.between(share, Ink.MIDDLE, Ink.ACCENT)
                : Ink.between(share, Ink.BASE, Ink.MIDDLE, Ink.OTHER);
    }

    private void legend(Svg svg, double top) {
        int steps = 40;
        double width = 200;
        double left = (WIDTH - width) / 2;
        for (int i = 0; i < steps; i++) {
            double value = low + (high - low) * i / (steps - 1);
            svg.rect(left + width * i / steps, top, width / steps + 0.3, 10, "fill=\"%s\"".formatted(colour(value)));
        }
        svg.text(left - 10, top + 10, lowest() + Wording.brief(low), Plot.SOFT + " text-anchor=\"end\"");
        svg.text(left + width + 10, top + 10, Wording.brief(high) + highest(), Plot.SOFT);
    }

    private String lowest() {
        return switch (chart.scale()) {
            case T -> "base model  ";
            case DEGREES -> "";
            case PERCENT -> "better  ";
        };
    }

    private String highest() {
        return switch (chart.scale()) {
            case T -> "  other parent";
            case DEGREES -> " degrees";
            case PERCENT -> "  worse";
        };
    }
}
