package dev.mergesweep.reports.gate;

import dev.mergesweep.sweep.statistics.Interval;
import java.util.Locale;

/**
 * What the gate says of one domain.
 *
 * @param documents with scored tokens
 * @param percent of perplexity that the candidate has more than the reference; negative is better
 * @param bounds one-sided 95 % each, in percent: the truth is above the low one, and below the high one
 * @param limit in percent, that the outcome was judged by
 */
public record Ruling(String domain, int documents, double percent, Interval bounds, double limit, Outcome outcome) {

    public enum Outcome {
        /** The upper bound is below the limit. */
        PASS,
        /** The lower bound is above the limit, or the candidate has no finite score. */
        FAIL,
        /** The texts cannot tell. */
        INCONCLUSIVE;

        /** For people and JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For example {@code +0.12 % perplexity, 95 % bounds -0.30 % and +0.54 %, margin 1 %, 200 documents}. */
    public String what() {
        if (!Double.isFinite(percent)) {
            return "a score is not finite";
        }
        String seen = String.format(Locale.ROOT, "%+.2f %% perplexity", percent);
        String counted = documents == 1 ? "1 document" : documents + " documents";
        return Double.isFinite(bounds.high())
                ? String.format(
                        Locale.ROOT,
                        "%s, 95 %% bounds %+.2f %% and %+.2f %%, %s, %s",
                        seen,
                        bounds.low(),
                        bounds.high(),
                        limit == 0 ? "must be below 0" : "margin " + shown(limit) + " %",
                        counted)
                : seen + " on " + counted + ": at least two are needed for bounds";
    }

    private static String shown(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
