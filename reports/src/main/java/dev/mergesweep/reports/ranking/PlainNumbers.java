package dev.mergesweep.reports.ranking;

/**
 * Reads numbers as nearly all are written, digits with at most one point among them, straight from a longer text: a table of scores has millions of them.
 * Whatever is written in another way is left to Java's own readers.
 */
final class PlainNumbers {
    /** From here on one more digit might not fit a long. */
    private static final long ROOM = 100_000_000_000_000_000L;

    /** All that are doubles to the last digit. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** More than what rounding can add to the lower part of a quotient, as a share of it. */
    private static final double UNSURE = 0x1p-50;

    private PlainNumbers() {}

    /** A whole number; -1 where it is written in another way, or is too long. */
    static long whole(String text, int from, int to) {
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9 || value >= ROOM) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return from < to ? value : -1;
    }

    /** The double that is nearest to a decimal number of 0 or more; NaN where it is written in another way, or is too long. */
    static double decimal(String text, int from, int to) {
        long digits = 0;
        int point = to;
        for (int at = from; at < to; at++) {
            char letter = text.charAt(at);
            if (letter == '.' && point == to && to - from > 1) {
                point = at;
            } else if (letter >= '0' && letter <= '9' && digits < ROOM) {
                digits = 10 * digits + (letter - '0');
            } else {
                return Double.NaN;
            }
        }
        int places = Math.max(0, to - point - 1);
        return from < to && places < POWERS_OF_TEN.length ? quotient(digits, POWERS_OF_TEN[places]) : Double.NaN;
    }

    /** The nearest double; NaN where two are too close to call. Dividend and remainder are exact, so only the quotient's second part is rounded. */
    private static double quotient(long dividend, double divisor) {
        double high = (double) dividend;
        double low = (double) (dividend - (long) high);
        double first = high / divisor;
        double second = (Math.fma(-first, divisor, high) + low) / divisor;
        double unsure = Math.abs(second) * UNSURE;
        double nearest = first + (second - unsure);
        return nearest == first + (second + unsure) ? nearest : Double.NaN;
    }
}
