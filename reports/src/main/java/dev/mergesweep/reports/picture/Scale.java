package dev.mergesweep.reports.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * From figures to pixels.
 *
 * @param low smallest figure shown, below {@code high}
 * @param from pixel of the smallest one
 */
record Scale(double low, double high, double from, double to) {
    private static final int TICKS = 6;
    private static final double MARGIN = 0.05;

    /** Around all values, with a margin; values that are not finite are passed over. */
    static Scale around(DoubleStream values, double from, double to) {
        double[] finite = values.filter(Double::isFinite).sorted().toArray();
        double low = finite.length == 0 ? 0 : finite[0];
        double high = finite.length == 0 ? 1 : finite[finite.length - 1];
        double margin = high > low ? MARGIN * (high - low) : Math.max(1e-3, Math.abs(low) * MARGIN);
        return new Scale(low - margin, high + margin, from, to);
    }

    /** The pixel of the nearest figure that is shown. */
    double within(double value) {
        return at(Math.clamp(value, low, high));
    }

    double at(double value) {
        return from + (to - from) * (value - low) / (high - low);
    }

    /** Round figures within the scale, a step of 1, 2 or 5 times a power of ten apart. */
    List<Double> ticks() {
        double step = step();
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private double step() {
        double rough = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    /** With as many decimals as the step has, and a true minus. */
    String label(double tick) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step()) + 1e-9));
        String text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(tick));
        return (tick < 0 && text.matches(".*[1-9].*") ? "−" : "") + text;
    }
}
