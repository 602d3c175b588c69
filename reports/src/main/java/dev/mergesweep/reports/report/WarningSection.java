package dev.mergesweep.reports.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What to doubt, before anything that could be believed. */
final class WarningSection {
    private WarningSection() {}

    static @Nullable Section of(Evidence evidence) {
        List<Block> notes = evidence.ranking().warnings().stream()
                .<Block>map(warning -> new Block.Note(sentence(warning)))
                .toList();
        return notes.isEmpty() ? null : new Section("warnings", "Read this first", notes);
    }

    private static String sentence(String warning) {
        String capital = warning.substring(0, 1).toUpperCase(Locale.ROOT) + warning.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }
}
