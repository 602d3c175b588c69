package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.evaluator.Estimate;
import dev.mergesweep.evaluator.EvaluatedDocument;
import dev.mergesweep.evaluator.EvaluatedDomain;
import dev.mergesweep.evaluator.Evaluation;
import dev.mergesweep.evaluator.djl.Compute;
import dev.mergesweep.evaluator.protocol.Protocol;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An evaluation as one JSON document. */
final class EvaluationJson {
    private EvaluationJson() {}

    static ObjectNode of(Evaluation evaluation, Compute compute, boolean perToken) {
        ObjectNode top = JsonNodeFactory.instance.objectNode().put("checkpoint", evaluation.checkpoint());
        ObjectNode protocol = top.putObject("protocol");
        put(protocol, evaluation.protocol());
        protocol.put("compute", compute.type().word()).put("kernels", evaluation.kernels());
        ArrayNode domains = top.putArray("domains");
        evaluation.domains().forEach(domain -> put(domains.addObject(), domain, perToken));
        return top;
    }

    static void put(ObjectNode node, Protocol protocol) {
        node.put("name", protocol.name())
                .put("context", protocol.context())
                .put("stride", protocol.stride())
                .put("bos", protocol.bos().word());
    }

    private static void put(ObjectNode node, EvaluatedDomain domain, boolean perToken) {
        boolean text = domain.bytes() > 0;
        Estimate estimate = domain.estimate();
        node.put("name", domain.name());
        ArrayNode documents = node.putArray("documents");
        domain.documents().forEach(document -> put(documents.addObject(), document, perToken, text));
        node.put("tokens", estimate.tokens());
        number(node, "nats", estimate.nats());
        number(node, "perplexity", estimate.perplexity());
        // With fewer than two documents there is no error to tell, which is not the same as one that is no number.
        boolean interval = estimate.documents() > 1;
        numberOrNull(node, "perplexity_low", estimate.perplexityLow(), interval);
        numberOrNull(node, "perplexity_high", estimate.perplexityHigh(), interval);
        numberOrNull(node, "standard_error", estimate.standardError(), interval);
        numberOrNull(node, "bits_per_byte", domain.bitsPerByte(), text);
        numberOrNull(node, "byte_perplexity", domain.bytePerplexity(), text);
        numberOrNull(node, "word_perplexity", domain.wordPerplexity(), text);
        ObjectNode figures = node.putObject("tool_figures");
        domain.toolFigures().forEach((name, figure) -> number(figures, name, figure));
    }

    private static void put(ObjectNode node, EvaluatedDocument document, boolean perToken, boolean text) {
        DocumentScore score = document.score();
        node.put("id", score.document()).put("tokens", score.tokens());
        number(node, "nats", score.nats());
        if (text) {
            node.put("bytes", score.bytes()).put("words", score.words());
        } else {
            node.putNull("bytes").putNull("words");
        }
        if (perToken) {
            ArrayNode tokens = node.putArray("token_nats");
            for (double nats : document.tokenNats()) {
                if (Double.isFinite(nats)) {
                    tokens.add(nats);
                } else {
                    tokens.add(String.valueOf(nats));
                }
            }
        }
    }

    private static void numberOrNull(ObjectNode node, String key, double value, boolean there) {
        if (there) {
            number(node, key, value);
        } else {
            node.putNull(key);
        }
    }

    /** JSON knows neither NaN nor infinities: they are strings. */
    private static void number(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.put(key, String.valueOf(value));
        }
    }
}
