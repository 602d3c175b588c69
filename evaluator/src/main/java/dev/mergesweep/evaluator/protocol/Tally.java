package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.evaluator.LogitScales;
import dev.mergesweep.evaluator.Pack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Adds up what heads say of packs, document by document: in double, in the order of the tokens. Packs are given in their
 * order, in blocks of any size; some may be left out, then their documents stay unfinished.
 */
public final class Tally {
    private final PreparedTexts texts;
    private final LogitScales scales;
    private final double[][] nats;
    private final int[] windows;

    /** @param scales of the logits beside 1 at which the heads' scores are given */
    public Tally(PreparedTexts texts, LogitScales scales) {
        this.texts = texts;
        this.scales = scales;
        this.nats = new double[texts.documents().size()][1 + scales.others().size()];
        this.windows = new int[texts.documents().size()];
    }

    /**
     * A document that is wholly scored.
     *
     * @param index in {@link PreparedTexts#documents()}
     * @param scaled its nats by the factor on the logits, 1 left out
     */
    public record Finished(int index, DocumentScore score, SequencedMap<Double, Double> scaled) {}

    /**
     * Adds what a head said of some packs.
     *
     * @param scores per pack, per window, per scale the nats of its scored ids in order, as {@code Forward.headAtScales}
     *     gives them
     * @return the documents that this completes, in the order in which they end
     */
    public List<Finished> add(List<Pack> packs, List<List<double[][]>> scores) {
        List<Finished> finished = new ArrayList<>();
        for (int p = 0; p < packs.size(); p++) {
            List<Pack.Window> inPack = packs.get(p).windows();
            for (int w = 0; w < inPack.size(); w++) {
                int document = inPack.get(w).document();
                add(scores.get(p).get(w), nats[document]);
                windows[document]++;
                if (windows[document] == texts.documents().get(document).windows()) {
                    finished.add(finished(document));
                }
            }
        }
        return finished;
    }

    private static void add(double[][] window, double[] sums) {
        for (int scale = 0; scale < sums.length; scale++) {
            for (double token : window[scale]) {
                sums[scale] += token;
            }
        }
    }

    private Finished finished(int document) {
        SequencedMap<Double, Double> scaled = new LinkedHashMap<>();
        for (int k = 0; k < scales.others().size(); k++) {
            scaled.put(scales.others().get(k), nats[document][1 + k]);
        }
        return new Finished(document, texts.documents().get(document).score(nats[document][0]), scaled);
    }
}
