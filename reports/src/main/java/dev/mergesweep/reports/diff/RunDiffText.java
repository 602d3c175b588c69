package dev.mergesweep.reports.diff;

import dev.mergesweep.reports.ranking.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two runs side by side as plain text. */
public final class RunDiffText {
    private static final int NAMES_SHOWN = 8;

    private RunDiffText() {}

    /** Ends with a newline. */
    public static String of(RunDiff diff) {
        StringBuilder text = new StringBuilder();
        side("first ", diff.first(), text);
        side("second", diff.second(), text);
        for (RunDiff.SharedDocuments domain : diff.documents()) {
            line(
                    text,
                    "%s: %d documents in both, %d only in the first, %d only in the second",
                    domain.domain(),
                    domain.shared(),
                    domain.onlyFirst(),
                    domain.onlySecond());
        }
        if (!diff.settings().isEmpty()) {
            line(text, "Settings that differ:");
            diff.settings().forEach(setting -> line(text, "  %s", setting));
        }
        text.append('\n').append(TextTable.of(cells(diff)));
        alone("first", diff.first(), text);
        alone("second", diff.second(), text);
        RunDiff.Pair winners = diff.winners();
        if (winners != null) {
            line(
                    text,
                    "The second run's winner, %s, against the first's, %s: %s",
                    winners.second().entry().candidate(),
                    winners.first().entry().candidate(),
                    change(winners.change()));
        }
        return text.toString();
    }

    private static void side(String which, RunDiff.Side side, StringBuilder text) {
        String winner = side.winner() == null ? "no winner" : side.winner();
        line(text, "%s: %s (%s), %s, %s", which, side.run(), side.experiment(), winner, side.verdict());
    }

    private static List<List<String>> cells(RunDiff diff) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("candidate", "rank", "rank", "objective", "objective", "change on shared documents (95 %)"));
        for (RunDiff.Pair pair : diff.pairs()) {
            cells.add(List.of(
                    pair.first().entry().candidate(),
                    String.valueOf(pair.first().standing().rank()),
                    String.valueOf(pair.second().standing().rank()),
                    format("%.4f", pair.first().objective().value()),
                    format("%.4f", pair.second().objective().value()),
                    change(pair.change())));
        }
        return cells;
    }

    private static String change(RunDiff.@Nullable Change change) {
        if (change == null) {
            return "no documents in common";
        }
        return change.sameBits()
                ? "none: the same to the last digit"
                : format(
                        "%+.3f %% (%+.3f to %+.3f)",
                        change.percent(),
                        change.interval().low(),
                        change.interval().high());
    }

    private static void alone(String which, RunDiff.Side side, StringBuilder text) {
        if (!side.alone().isEmpty()) {
            List<String> shown = side.alone().stream().limit(NAMES_SHOWN).toList();
            String more = side.alone().size() > NAMES_SHOWN ? ", …" : "";
            line(text, "Ranked in the %s only: %d (%s%s)", which, side.alone().size(), String.join(", ", shown), more);
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
