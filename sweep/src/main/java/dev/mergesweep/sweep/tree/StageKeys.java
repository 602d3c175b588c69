package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Forward;
import dev.mergesweep.merger.TensorSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Names what a candidate's stages read, so that equal stages are found without merging anything. */
public final class StageKeys {
    private StageKeys() {}

    /** One key a stage: the identities of all tensors that it reads. */
    public static List<String> of(Forward forward, TensorSource source) {
        List<String> keys = new ArrayList<>();
        for (int stage = 0; stage < forward.stages(); stage++) {
            StringBuilder key = new StringBuilder();
            for (String tensor : forward.tensors(stage)) {
                key.append(source.headers().containsKey(tensor) ? source.identity(tensor) : "-")
                        .append(' ');
            }
            keys.add(key.toString());
        }
        return keys;
    }

    /** Bytes of each stage's weights in float32, the largest type that an engine computes in. */
    public static List<Long> held(Forward forward, TensorSource source) {
        List<Long> held = new ArrayList<>();
        for (int stage = 0; stage < forward.stages(); stage++) {
            held.add(forward.tensors(stage).stream()
                    .map(source.headers()::get)
                    .filter(Objects::nonNull)
                    .mapToLong(header -> Float.BYTES * header.shape().elements())
                    .sum());
        }
        return held;
    }

    /** How much has to be merged for each stage, in bytes. */
    public static List<Long> weights(Forward forward, TensorSource source) {
        List<Long> weights = new ArrayList<>();
        for (int stage = 0; stage < forward.stages(); stage++) {
            long bytes = 0;
            for (String tensor : forward.tensors(stage)) {
                TensorSource.Header header = source.headers().get(tensor);
                bytes += header == null ? 0 : header.bytes();
            }
            weights.add(bytes);
        }
        return weights;
    }
}
