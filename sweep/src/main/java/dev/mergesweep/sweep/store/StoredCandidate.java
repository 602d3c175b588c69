package dev.mergesweep.sweep.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A candidate as the store knows it.
 *
 * @param name {@code parent-0}, {@code parent-1}, {@code uniform-0.5}, else the id
 * @param digest SHA-256 of its canonical form in hexadecimal; the id is its first 12 digits
 * @param axes its values by axis; null where it is a baseline that no point of the space equals
 * @param equals how many further points of the space are the same candidate
 * @param recipe path of its recipe relative to the run's folder; null for a checkpoint
 * @param t by tensor, in the checkpoint's order; null where a tensor is copied or made by no t. Empty for a checkpoint that is
 *     no parent
 */
public record StoredCandidate(
        String name,
        String digest,
        Kind kind,
        @Nullable SequencedMap<String, JsonNode> axes,
        int equals,
        @Nullable String recipe,
        SequencedMap<String, @Nullable Double> t) {

    /** What a candidate is to the experiment. */
    public enum Kind {
        /** A parent's checkpoint as it is: never dropped, never a winner. */
        PARENT,
        /** Always scored, never dropped. */
        BASELINE,
        /** A point of the space. */
        MERGE,
        /** A model made elsewhere, to be ranked beside ours. */
        CHECKPOINT
    }

    public StoredCandidate {
        axes = axes == null ? null : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(axes));
        t = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(t));
    }

    /** The first 12 digits of the digest. */
    public String id() {
        return digest.substring(0, 12);
    }

    /** Whether races and searches leave it alone. */
    public boolean permanent() {
        return switch (kind) {
            case PARENT, BASELINE, CHECKPOINT -> true;
            case MERGE -> false;
        };
    }

    /** How many different t it uses: the measure of its simplicity. */
    public int differentT() {
        List<Double> values = new ArrayList<>();
        t.values().stream().filter(value -> value != null).forEach(values::add);
        return (int) values.stream().distinct().count();
    }
}
