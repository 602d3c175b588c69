package dev.mergesweep.reports.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the figures come from. */
final class ProvenanceSection {
    private ProvenanceSection() {}

    static @Nullable Section of(Evidence evidence) {
        return evidence.provenance().isEmpty()
                ? null
                : new Section(
                        "provenance", "Where the figures come from", List.of(new Block.Facts(evidence.provenance())));
    }
}
