package dev.mergesweep.evaluator;

import dev.mergesweep.evaluator.protocol.Protocol;
import java.util.List;

/**
 * What a checkpoint, or a merge that nobody wrote, makes of texts.
 *
 * @param checkpoint as the user named it
 * @param kernels what computed it, see {@link Forward#kernels()}
 */
public record Evaluation(String checkpoint, Protocol protocol, String kernels, List<EvaluatedDomain> domains) {

    public Evaluation {
        domains = List.copyOf(domains);
    }
}
