package dev.mergesweep.evaluator;

import dev.mergesweep.evaluator.EvaluatedDocument.Window;
import dev.mergesweep.evaluator.protocol.Protocol;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Numbers that other tools print for the same windows, by their own formulas. */
final class ToolFigures {
    private ToolFigures() {}

    /** @param windows of the whole domain, in order; none give no figures */
    static SequencedMap<String, Double> of(Protocol protocol, List<Window> windows) {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        if (windows.isEmpty()) {
            return figures;
        }
        switch (protocol) {
            case Protocol.Documents _, Protocol.Rolling _ -> {}
            case Protocol.Stream _ -> figures.put("gptq_perplexity", meanOfMeans(windows));
            case Protocol.Strided strided -> figures.putAll(new GuideFigures(strided, windows).all());
            case Protocol.HalfWindow _ -> figures.put("llama_error", llamaError(windows));
        }
        return figures;
    }

    /** GPTQ's scripts weigh every window's mean by the context, which is the same for all. */
    static double meanOfMeans(List<Window> windows) {
        return Math.exp(windows.stream().mapToDouble(Window::mean).reduce(0, Double::sum) / windows.size());
    }

    /** The {@code +/-} of llama-perplexity: of the mean over tokens, as if they were independent, carried over to the perplexity. */
    private static double llamaError(List<Window> windows) {
        double[] nats = windows.stream()
                .flatMapToDouble(window -> Arrays.stream(window.nats()))
                .toArray();
        double mean = Arrays.stream(nats).reduce(0, Double::sum) / nats.length;
        double meanOfSquares = Arrays.stream(nats).map(x -> x * x).reduce(0, Double::sum) / nats.length;
        return Math.exp(mean) * Math.sqrt((meanOfSquares - mean * mean) / (nats.length - 1));
    }
}
