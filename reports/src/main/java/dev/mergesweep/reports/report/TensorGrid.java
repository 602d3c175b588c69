package dev.mergesweep.reports.report;

import dev.mergesweep.merger.plan.TensorName;
import dev.mergesweep.reports.report.Evidence.TensorFigure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tensors laid out by layer and kind, in the order of the network. */
record TensorGrid(List<Integer> layers, List<String> parts) {
    /** Where the embedding stands, and what follows the last layer. */
    private static final int BEFORE = -1;

    private static final int AFTER = Integer.MAX_VALUE;

    private static final List<String> IN_ORDER = List.of(
            "input_layernorm",
            "q_proj",
            "k_proj",
            "v_proj",
            "qkv_proj",
            "o_proj",
            "post_attention_layernorm",
            "gate_proj",
            "up_proj",
            "gate_up_proj",
            "down_proj");

    static TensorGrid of(List<TensorFigure> tensors) {
        Set<Integer> layers = new TreeSet<>();
        Set<String> inLayers = new LinkedHashSet<>();
        Set<String> outside = new LinkedHashSet<>();
        for (TensorFigure figure : tensors) {
            TensorName name = TensorName.of(figure.tensor());
            layers.add(layer(figure.tensor()));
            (name.inLayer() ? inLayers : outside).add(name.word());
        }
        List<String> parts = new ArrayList<>(inLayers);
        parts.sort(Comparator.comparingInt(TensorGrid::place));
        outside.stream().filter(part -> !inLayers.contains(part)).forEach(parts::add);
        return new TensorGrid(List.copyOf(layers), List.copyOf(parts));
    }

    private static int layer(String tensor) {
        TensorName name = TensorName.of(tensor);
        if (name.inLayer()) {
            return name.layer();
        }
        return TensorName.isBeforeLayers(tensor) ? BEFORE : AFTER;
    }

    /** As a layer uses them; what is not known stands behind, in the order of the checkpoint. */
    private static int place(String part) {
        for (int i = 0; i < IN_ORDER.size(); i++) {
            if (part.startsWith(IN_ORDER.get(i))) {
                return i;
            }
        }
        return IN_ORDER.size();
    }

    List<String> columns() {
        return layers.stream().map(TensorGrid::name).toList();
    }

    private static String name(int layer) {
        return switch (layer) {
            case BEFORE -> "in";
            case AFTER -> "out";
            default -> Integer.toString(layer);
        };
    }

    List<Chart.Patch> patches(List<TensorFigure> tensors) {
        return tensors.stream()
                .map(figure -> {
                    int column = layers.indexOf(layer(figure.tensor()));
                    int row = parts.indexOf(TensorName.of(figure.tensor()).word());
                    return new Chart.Patch(column, row, figure.value());
                })
                .filter(patch -> patch.column() >= 0 && patch.part() >= 0)
                .toList();
    }
}
