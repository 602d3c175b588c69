package dev.mergesweep.reports.gate;

import dev.mergesweep.evaluator.validation.Finding;
import dev.mergesweep.reports.gate.Ruling.Outcome;
import java.util.List;

/**
 * All that is known of a checkpoint before its release.
 *
 * @param checkpoint as the user named it
 * @param findings of the checks
 * @param rulings of the gate; none where no reference was asked for, or a failed check left nothing to score
 */
public record Assessment(String checkpoint, List<Finding> findings, List<Ruling> rulings) {
    public Assessment {
        findings = List.copyOf(findings);
        rulings = List.copyOf(rulings);
    }

    /** A failure of any kind beats an open question. */
    public Outcome outcome() {
        if (findings.stream().anyMatch(Finding::failed) || any(Outcome.FAIL)) {
            return Outcome.FAIL;
        }
        return any(Outcome.INCONCLUSIVE) ? Outcome.INCONCLUSIVE : Outcome.PASS;
    }

    private boolean any(Outcome outcome) {
        return rulings.stream().anyMatch(ruling -> ruling.outcome() == outcome);
    }
}
