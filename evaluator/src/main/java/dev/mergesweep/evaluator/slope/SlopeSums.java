package dev.mergesweep.evaluator.slope;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up what the stages say of windows, document by document. Windows are added in order, stage by stage, and stages that
 * share a tensor at the end: no sum depends on how packs were put into blocks.
 */
final class SlopeSums {
    private final List<List<String>> weights = new ArrayList<>();
    private final List<String> tensors;
    private final Map<Integer, Sum> documents = new TreeMap<>();

    SlopeSums(Forward forward, List<String> tensors) {
        for (int stage = 0; stage < forward.stages(); stage++) {
            weights.add(forward.tensors(stage));
        }
        // A checkpoint may hold tensors that no stage reads: they have no slope.
        this.tensors = tensors.stream()
                .filter(name -> weights.stream().anyMatch(stage -> stage.contains(name)))
                .toList();
    }

    /** Of one document, by stage and weight. */
    private final class Sum {
        private final List<double[]> slopes =
                weights.stream().map(stage -> new double[stage.size()]).toList();
        private double nats;
        private long tokens;

        void add(int stage, double[] window) {
            double[] sum = slopes.get(stage);
            Arrays.setAll(sum, i -> sum[i] + window[i]);
        }

        Slopes.Part part(PreparedDocument document) {
            Map<String, Double> byName = new HashMap<>();
            for (int stage = 0; stage < weights.size(); stage++) {
                for (int i = 0; i < weights.get(stage).size(); i++) {
                    byName.merge(weights.get(stage).get(i), slopes.get(stage)[i], Double::sum);
                }
            }
            return new Slopes.Part(
                    document.domain(),
                    document.id(),
                    tokens,
                    nats,
                    tensors.stream().map(name -> byName.getOrDefault(name, 0.0)).toList());
        }
    }

    private Sum of(Pack.Window window) {
        return documents.computeIfAbsent(window.document(), _ -> new Sum());
    }

    /** @param slopes per pack, per window, per weight of the stage */
    void add(int stage, List<Pack> packs, List<List<double[]>> slopes) {
        for (int p = 0; p < packs.size(); p++) {
            List<Pack.Window> windows = packs.get(p).windows();
            for (int w = 0; w < windows.size(); w++) {
                of(windows.get(w)).add(stage, slopes.get(p).get(w));
            }
        }
    }

    /** @param nats per pack, per window, of its scored ids in order */
    void addNats(List<Pack> packs, List<List<double[]>> nats) {
        for (int p = 0; p < packs.size(); p++) {
            List<Pack.Window> windows = packs.get(p).windows();
            for (int w = 0; w < windows.size(); w++) {
                Sum sum = of(windows.get(w));
                for (double token : nats.get(p).get(w)) {
                    sum.nats += token;
                    sum.tokens++;
                }
            }
        }
    }

    Slopes slopes(PreparedTexts texts) {
        List<Slopes.Part> parts = new ArrayList<>();
        documents.forEach((index, sum) -> parts.add(sum.part(texts.documents().get(index))));
        return new Slopes(tensors, parts);
    }
}
