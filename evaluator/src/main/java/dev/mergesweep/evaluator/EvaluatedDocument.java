package dev.mergesweep.evaluator;

import java.util.Arrays;
import java.util.List;

/**
 * One document of an evaluation, or of a joined text one run of windows.
 *
 * @param windows what each of its windows scored, in order
 */
public record EvaluatedDocument(DocumentScore score, List<Window> windows) {

    /**
     * Nats of one window's scored ids.
     *
     * @param size ids that it was run with
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Window(int size, double[] nats) {
        double sum() {
            return Arrays.stream(nats).sequential().reduce(0, Double::sum);
        }

        double mean() {
            return sum() / nats.length;
        }
    }

    public EvaluatedDocument {
        windows = List.copyOf(windows);
    }

    /** Nats of every scored token, in order. */
    public double[] tokenNats() {
        return windows.stream()
                .flatMapToDouble(window -> Arrays.stream(window.nats()))
                .toArray();
    }
}
