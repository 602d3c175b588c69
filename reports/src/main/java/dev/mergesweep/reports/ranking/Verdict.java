package dev.mergesweep.reports.ranking;

import java.util.Locale;

/** The answer in one sentence: is the winner better than the reference? */
public sealed interface Verdict {

    /**
     * The winner's adjusted p is at most 5 %.
     *
     * @param percent of perplexity that the winner is below the reference, positive; so are the ends of its 95 % interval,
     *     the lower of which may be below 0
     */
    record Better(String reference, double percent, double low, double high) implements Verdict {}

    /**
     * The winner looks better, but chance explains it.
     *
     * @param documents how many like these would tell, with power 80 %
     */
    record NotDistinguishable(String reference, double percent, long documents) implements Verdict {}

    /**
     * No row that may win has a smaller objective than the reference.
     *
     * @param rival who could have had: {@code merge}, or, where the reference may win itself, {@code other merge}, …
     */
    record NoneBetter(String reference, String rival) implements Verdict {}

    default String text() {
        return switch (this) {
            case Better(String reference, double percent, double low, double high) ->
                text("better than %s by %s %% (%s to %s)", reference, percent, low, high);
            case NotDistinguishable(String reference, double percent, long documents) ->
                text("not distinguishable from %s: %s %% better", reference, percent)
                        + String.format(Locale.ROOT, ", about %,d documents like these would tell", documents);
            case NoneBetter(String reference, String rival) -> "no %s is better than %s".formatted(rival, reference);
        };
    }

    /** Percents with as many decimals as the first of them needs to show two digits. */
    private static String text(String format, String reference, double... percents) {
        int decimals = (int) Math.clamp(1 - Math.floor(Math.log10(Math.abs(percents[0]))), 1, 6);
        Object[] values = new Object[percents.length + 1];
        values[0] = reference;
        for (int i = 0; i < percents.length; i++) {
            values[i + 1] = String.format(Locale.ROOT, "%." + decimals + "f", percents[i]);
        }
        return String.format(Locale.ROOT, format, values);
    }
}
