package dev.mergesweep.evaluator.djl;

import dev.mergesweep.evaluator.architecture.Architecture;
import dev.mergesweep.evaluator.architecture.Layer;
import dev.mergesweep.evaluator.architecture.Weight;
import dev.mergesweep.evaluator.architecture.script.Dialect;
import dev.mergesweep.evaluator.architecture.script.EmbeddingScript;
import dev.mergesweep.evaluator.architecture.script.HeadScript;
import dev.mergesweep.evaluator.architecture.script.LayerScript;
import dev.mergesweep.evaluator.architecture.script.StageScript;
import java.util.ArrayList;
import java.util.List;

/** An architecture's scripts, one a stage. */
final class StageScripts {
    private StageScripts() {}

    static List<StageScript> forward(Architecture architecture, Dialect dialect) {
        List<StageScript> scripts = new ArrayList<>();
        scripts.add(EmbeddingScript.of(architecture.embedding(), dialect));
        for (Layer layer : architecture.layers()) {
            scripts.add(LayerScript.of(layer, architecture.rotaries(), dialect));
        }
        scripts.add(HeadScript.of(architecture.head(), dialect));
        return List.copyOf(scripts);
    }

    /** Of the stages before the head. */
    static List<StageScript> backward(Architecture architecture, Dialect dialect) {
        List<StageScript> scripts = new ArrayList<>();
        scripts.add(EmbeddingScript.backward(architecture.embedding(), dialect));
        for (Layer layer : architecture.layers()) {
            scripts.add(LayerScript.backward(layer, architecture.rotaries(), dialect));
        }
        return List.copyOf(scripts);
    }

    /** Every weight that the stages read; a tied one twice. */
    static List<Weight> weights(Architecture architecture) {
        return forward(architecture, Kernels.PORTABLE).stream()
                .flatMap(script -> script.weights().stream())
                .toList();
    }
}
