package dev.mergesweep.reports.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What it cost. */
final class CostSection {
    private CostSection() {}

    static @Nullable Section of(Evidence evidence) {
        return evidence.cost().isEmpty()
                ? null
                : new Section("cost", "What it cost", List.of(new Block.Facts(evidence.cost())));
    }
}
