package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.DocumentScore;
import dev.mergesweep.evaluator.Pack;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up what heads say of packs, document by document: in double, in the order of the tokens. Packs are given in their
 * order, in blocks of any size; some may be left out, then their documents stay unfinished.
 */
public final class Tally {
    private final PreparedTexts texts;
    private final double[] nats;
    private final int[] windows;

    public Tally(PreparedTexts texts) {
        this.texts = texts;
        this.nats = new double[texts.documents().size()];
        this.windows = new int[texts.documents().size()];
    }

    /**
     * A document that is wholly scored.
     *
     * @param index in {@link PreparedTexts#documents()}
     */
    public record Finished(int index, DocumentScore score) {}

    /**
     * Adds what a head said of some packs.
     *
     * @param scores per pack, per window, the nats of its scored ids in order, as {@code Forward.head} gives them
     * @return the documents that this completes, in the order in which they end
     */
    public List<Finished> add(List<Pack> packs, List<List<double[]>> scores) {
        List<Finished> finished = new ArrayList<>();
        for (int p = 0; p < packs.size(); p++) {
            List<Pack.Window> inPack = packs.get(p).windows();
            for (int w = 0; w < inPack.size(); w++) {
                int document = inPack.get(w).document();
                for (double token : scores.get(p).get(w)) {
                    nats[document] += token;
                }
                windows[document]++;
                if (windows[document] == texts.documents().get(document).windows()) {
                    finished.add(new Finished(
                            document, texts.documents().get(document).score(nats[document])));
                }
            }
        }
        return finished;
    }
}
