package dev.mergesweep.evaluator;

import dev.mergesweep.evaluator.EvaluatedDocument.Window;
import dev.mergesweep.evaluator.protocol.Protocol;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The four formulas that Hugging Face's guide "Perplexity of fixed-length models" has had. Each weighs a window's mean by the
 * ids that the window is the first to reach, more or less; none is exactly {@code exp(nats / tokens)}.
 */
record GuideFigures(Protocol.Strided protocol, List<Window> windows) {

    /** Empty where only parts of the text count, which the guide does not know. */
    SequencedMap<String, Double> all() {
        SequencedMap<String, Double> figures = new LinkedHashMap<>();
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).nats().length
                    != Math.min(reached(i), windows.get(i).size() - 1)) {
                return figures;
            }
        }
        if (protocol.context() % protocol.stride() == 0) {
            figures.put("hf_guide_2020", windowsEndingAtStrides());
        }
        figures.put("hf_guide_trg_len", Math.exp(weighted(0) / size()));
        figures.put("hf_guide_mean_of_means", ToolFigures.meanOfMeans(windows));
        figures.put("hf_guide_current", Math.exp(weighted(1) / (size() - windows.size())));
        return figures;
    }

    /** Ids that window {@code i} is the first to reach ({@code trg_len}). */
    private int reached(int i) {
        return i == 0
                ? windows.getFirst().size()
                : protocol.stride() + windows.get(i).size() - windows.get(i - 1).size();
    }

    /** All ids. */
    private int size() {
        return (windows.size() - 1) * protocol.stride() + windows.getLast().size();
    }

    private double weighted(int lost) {
        double sum = 0;
        for (int i = 0; i < windows.size(); i++) {
            sum += windows.get(i).mean() * (reached(i) - lost);
        }
        return sum;
    }

    /**
     * The figure of windows that end at multiples of the stride, where they had to be run for themselves.
     *
     * @param all their nats, in order; of the first window the first id has none
     */
    static double ofWindowsEndingAtStrides(List<Window> all) {
        double sum = 0;
        long size = 0;
        for (int i = 0; i < all.size(); i++) {
            int reached = all.get(i).nats().length + (i == 0 ? 1 : 0);
            sum += all.get(i).mean() * reached;
            size += reached;
        }
        return Math.exp(sum / size);
    }

    /**
     * The first version let windows end at multiples of the stride. Where the stride divides the context these are the same
     * windows, but for the first, which grows stride by stride; what it said of an id does not depend on the ids behind it.
     */
    private double windowsEndingAtStrides() {
        double sum = 0;
        double[] first = windows.getFirst().nats();
        for (int begin = 0; begin < windows.getFirst().size(); begin += protocol.stride()) {
            int end = Math.min(begin + protocol.stride(), windows.getFirst().size());
            // Nats of id i stand at i - 1: nothing predicts the first id.
            double[] piece = Arrays.copyOfRange(first, Math.max(0, begin - 1), end - 1);
            sum += piece.length == 0 ? 0 : new Window(piece.length, piece).mean() * (end - begin);
        }
        for (int i = 1; i < windows.size(); i++) {
            sum += windows.get(i).mean() * reached(i);
        }
        return Math.exp(sum / size());
    }
}
