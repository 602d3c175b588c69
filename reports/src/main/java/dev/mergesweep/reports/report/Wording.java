package dev.mergesweep.reports.report;

import dev.mergesweep.reports.ranking.Entry;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How figures and candidates are written, the same in every format. */
public final class Wording {
    /** Per cent behind a space that does not break. */
    private static final String UNIT = "\u00a0%";

    private Wording() {}

    /** What a candidate's axes say, {@code attention 0.5, mlp [0, 0.5, 1]}; empty where it has none. */
    public static String axes(Entry entry) {
        if (entry.axes() == null) {
            return "";
        }
        return entry.axes().entrySet().stream()
                .map(axis -> axis.getKey() + " " + value(axis.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** An axis' value: names without quotes, lists with a space after each comma. */
    public static String value(JsonNode value) {
        if (value.isNumber()) {
            return brief(value.asDouble());
        }
        if (value.isArray()) {
            return value.valueStream().map(Wording::value).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.isString() ? value.asString() : value.toString();
    }

    /** Who it is, for the eye: what its axes say where it has some, else its name. */
    public static String name(Entry entry) {
        String axes = axes(entry);
        return axes.isEmpty() || entry.kind() != Entry.Kind.CANDIDATE ? entry.candidate() : axes;
    }

    /** With a sign, a true minus, and digits by size: {@code −1.24 %}. */
    public static String percent(double percent) {
        return signed(percent) + UNIT;
    }

    /** Both ends of an interval in percent: {@code −1.90 to −0.43 %}. */
    public static String interval(double low, double high) {
        return signed(low) + " to " + signed(high) + UNIT;
    }

    private static String signed(double percent) {
        double size = Math.abs(percent);
        String digits = String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", size);
        if (digits.equals("0.00")) {
            return digits;
        }
        return (percent < 0 ? "−" : "+") + digits;
    }

    public static String perplexity(double perplexity) {
        return String.format(
                Locale.ROOT, perplexity >= 1000 ? "%,.0f" : perplexity >= 100 ? "%.1f" : "%.3f", perplexity);
    }

    /** Nats a token, or a difference of them, with a true minus: {@code −0.0031}. */
    public static String nats(double nats) {
        String digits = String.format(Locale.ROOT, "%.4f", Math.abs(nats));
        return nats < 0 && digits.matches(".*[1-9].*") ? "−" + digits : digits;
    }

    /** A share of a whole: {@code 29 %}. */
    public static String share(double share) {
        return String.format(Locale.ROOT, "%.0f", 100 * share) + UNIT;
    }

    /** A chance, never as nought: {@code < 0.0001}. */
    public static String chance(double p) {
        if (p < 0.0001) {
            return "< 0.0001";
        }
        return String.format(Locale.ROOT, p < 0.01 ? "%.4f" : p < 0.1 ? "%.3f" : "%.2f", p);
    }

    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number with at most four digits that matter and no zeros behind. */
    public static String brief(double value) {
        String digits = String.format(Locale.ROOT, "%.4g", value);
        if (digits.contains("e") || !digits.contains(".")) {
            return digits;
        }
        return digits.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
