package dev.mergesweep.reports.ranking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a ranking shows of a candidate beside its scores.
 *
 * @param axes its values by axis, in the experiment's order; null for scores made elsewhere
 * @param recipe path of its recipe, relative to the run's folder; null where there is none
 * @param differentT how many different t its schedule has, the measure of its simplicity; 0 where nobody knows
 * @param droppedAt share of the search documents after which a race stopped it; null where none did
 */
public record Entry(
        String candidate,
        Kind kind,
        @Nullable SequencedMap<String, JsonNode> axes,
        @Nullable String recipe,
        int differentT,
        @Nullable Double droppedAt) {

    public enum Kind {
        /** One of the parents' checkpoints as they are; never a winner. */
        PARENT,
        /** Always scored, never dropped, and free to win. */
        BASELINE,
        CANDIDATE
    }

    public Entry {
        axes = axes == null ? null : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(axes));
    }

    /** Of a candidate that no race stopped. */
    public Entry(
            String candidate,
            Kind kind,
            @Nullable SequencedMap<String, JsonNode> axes,
            @Nullable String recipe,
            int differentT) {
        this(candidate, kind, axes, recipe, differentT, null);
    }

    Entry droppedAt(@Nullable Double share) {
        return new Entry(candidate, kind, axes, recipe, differentT, share);
    }

    /** Scores made elsewhere: only the names that have a meaning are known. */
    public static Entry named(String candidate) {
        Kind kind = switch (candidate) {
            case "parent-0", "parent-1" -> Kind.PARENT;
            case "uniform-0.5" -> Kind.BASELINE;
            default -> Kind.CANDIDATE;
        };
        return new Entry(candidate, kind, null, null, 0);
    }

    public boolean baseline() {
        return kind != Kind.CANDIDATE;
    }
}
