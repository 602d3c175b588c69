package dev.mergesweep.reports.picture;

import java.util.Locale;

/**
 * A drawing in pixels, the origin at its upper left. Numbers are written with one decimal and nothing is measured with the
 * machine's fonts, so the same figures give the same bytes everywhere.
 */
final class Svg {
    /** Of the mean letter, in parts of the font's size; wide enough for figures and capitals. */
    private static final double LETTER = 0.56;

    /** By which a drawing of this program is known again. */
    static final String MARK = "Drawn by MergeSweep";

    private final StringBuilder out = new StringBuilder();

    Svg(int width, int height, String title) {
        out.append(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img" \
                font-family="Inter, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif" font-size="12">
                <title>%3$s</title>
                <desc>%5$s</desc>
                <rect width="%1$d" height="%2$d" fill="%4$s"/>
                """, width, height, escape(title), Ink.PAPER, MARK));
    }

    /** Title and subtitle at the top. */
    Svg heading(String title, String below) {
        text(20, 30, title, "font-size=\"16\" font-weight=\"600\" fill=\"%s\"".formatted(Ink.TEXT));
        return text(20, 49, below, "fill=\"%s\"".formatted(Ink.SOFT));
    }

    /** @param look attributes */
    Svg line(double x1, double y1, double x2, double y2, String look) {
        return add(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" %s/>",
                number(x1), number(y1), number(x2), number(y2), look);
    }

    Svg rect(double x, double y, double width, double height, String look) {
        return add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>",
                number(x), number(y), number(width), number(height), look);
    }

    Svg circle(double x, double y, double radius, String look) {
        return add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>", number(x), number(y), number(radius), look);
    }

    /** @param points x and y in turns */
    Svg polyline(double[] points, String look) {
        return add("<polyline points=\"%s\" fill=\"none\" %s/>", places(points), look);
    }

    /** @param points x and y in turns */
    Svg polygon(double[] points, String look) {
        return add("<polygon points=\"%s\" %s/>", places(points), look);
    }

    private static String places(double[] points) {
        StringBuilder places = new StringBuilder();
        for (int i = 0; i < points.length; i += 2) {
            places.append(i == 0 ? "" : " ")
                    .append(number(points[i]))
                    .append(',')
                    .append(number(points[i + 1]));
        }
        return places.toString();
    }

    Svg text(double x, double y, String text, String look) {
        return add("<text x=\"%s\" y=\"%s\" %s>%s</text>", number(x), number(y), look, escape(text));
    }

    /** Cut where it would be wider than {@code width} at a font size of 12. */
    static String cut(String text, double width) {
        int letters = Math.max(1, (int) (width / (12 * LETTER)));
        return text.length() <= letters ? text : text.substring(0, letters - 1) + "…";
    }

    /** As {@link #cut}, in the middle: lists often differ at their ends alone. */
    static String cutInside(String text, double width) {
        int letters = Math.max(3, (int) (width / (12 * LETTER)));
        return text.length() <= letters
                ? text
                : text.substring(0, letters / 2) + "…" + text.substring(text.length() - (letters - 1) / 2);
    }

    /** About how wide a text is at a font size of 12. */
    static double width(String text) {
        return 12 * LETTER * text.length();
    }

    @Override
    public String toString() {
        return out + "</svg>\n";
    }

    private Svg add(String element, Object... values) {
        out.append(String.format(Locale.ROOT, element, values)).append('\n');
        return this;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Letters that XML knows, and none that it takes for markup. */
    private static String escape(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
