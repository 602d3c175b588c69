package dev.mergesweep.sweep;

import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.corpus.TextFile;
import dev.mergesweep.evaluator.protocol.Bos;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.merger.yaml.Place;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of an experiment and how they become scores.
 *
 * @param compute {@code auto}, {@code float32} or {@code bfloat16}
 * @param domains texts, one entry a domain
 * @param confirm share of the documents that no search sees, 0 to less than 1
 * @param scales of the logits at which every document is scored beside 1
 */
public record Evaluate(
        String compute, ProtocolChoice protocol, List<TextFile> domains, double confirm, LogitScales scales) {
    public Evaluate {
        domains = List.copyOf(domains);
    }

    /**
     * A protocol as far as the experiment says it.
     *
     * @param context most ids in a window; 0: what the model takes, 2,048 at most
     * @param stride 0: the protocol's own
     */
    public record ProtocolChoice(Place place, String name, int context, int stride, Bos bos) {

        /**
         * The protocol for a model.
         *
         * @throws IllegalArgumentException with a sentence for the user where the parts do not fit together
         */
        Protocol resolve(ObjectNode config) {
            return Protocol.of(name, context == 0 ? Protocol.defaultContext(config) : context, stride, bos);
        }
    }
}
