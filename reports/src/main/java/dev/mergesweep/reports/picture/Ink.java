package dev.mergesweep.reports.picture;

import java.util.Locale;

/** The colours of the page's light theme, and mixtures of them. */
final class Ink {
    static final String TEXT = "#1a1d21";
    static final String SOFT = "#5b636d";
    static final String RULE = "#e4e5e2";
    static final String PAPER = "#ffffff";
    static final String ACCENT = "#0b6e69";
    static final String WORSE = "#b3501c";
    static final String UNSURE = "#8a9099";
    static final String BASE = "#2166ac";
    static final String MIDDLE = "#ececea";
    static final String OTHER = "#d95f0e";

    private Ink() {}

    /** @param share 0 gives the first of evenly spaced colours, 1 the last; beyond, these */
    static String between(double share, String... colours) {
        double place = Math.clamp(share, 0, 1) * (colours.length - 1);
        int left = Math.min((int) place, colours.length - 2);
        double part = place - left;
        StringBuilder mixed = new StringBuilder("#");
        for (int channel = 1; channel < 7; channel += 2) {
            int from = Integer.parseInt(colours[left], channel, channel + 2, 16);
            int to = Integer.parseInt(colours[left + 1], channel, channel + 2, 16);
            mixed.append(String.format(Locale.ROOT, "%02x", Math.round(from + part * (to - from))));
        }
        return mixed.toString();
    }
}
