package dev.mergesweep.evaluator.validation;

import dev.mergesweep.merger.checkpoint.Checkpoint;
import java.nio.file.Files;
import java.util.List;

/** The checkpoint against the {@code merge.json} that was written beside it. */
final class Provenance {
    private Provenance() {}

    static List<Finding> of(Checkpoint checkpoint) {
        if (!Files.exists(checkpoint.folder().resolve("merge.json"))) {
            String why = "there is no merge.json";
            return List.of(Finding.skip(Check.PROVENANCE, why), Finding.skip(Check.PARENTS, why));
        }
        return List.of();
    }
}
