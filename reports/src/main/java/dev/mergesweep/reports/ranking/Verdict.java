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

    /** No row that may win has a smaller objective than the reference. */
    record NoneBetter(String reference) implements Verdict {}

    default String text() {
        return switch (this) {
            case Better(String reference, double percent, double low, double high) ->
                String.format(Locale.ROOT, "better than %s by %.3g %% (%.3g to %.3g)", reference, percent, low, high);
            case NotDistinguishable(String reference, double percent, long documents) ->
                String.format(
                        Locale.ROOT,
                        "not distinguishable from %s: %.3g %% better, about %,d documents like these would tell",
                        reference,
                        percent,
                        documents);
            case NoneBetter(String reference) -> "no merge is better than " + reference;
        };
    }
}
