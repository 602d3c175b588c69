package dev.mergesweep.reports.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What to doubt, before anything that could be believed. */
final class WarningSection {
    private WarningSection() {}

    static @Nullable Section of(Evidence evidence) {
        List<Block> notes = evidence.ranking().warnings().stream()
                .<Block>map(Block.Note::new)
                .toList();
        return notes.isEmpty() ? null : new Section("warnings", "Read this first", notes);
    }
}
