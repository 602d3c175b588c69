package dev.mergesweep.merger.plan;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Strictness;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same complaint about many tensors, told once: with the first tensor, and how many more there are. */
final class Tally {
    private final Map<Complaint, Count> counts = new LinkedHashMap<>();

    /** @param key dotted path, or empty */
    private record Complaint(Place place, String key, String advice, String kind) {}

    private record Count(String first, int number) {}

    /**
     * @param kind complaints of the same kind at the same place are counted together
     * @param what about this tensor
     */
    void add(Place place, String key, String kind, String what, String advice) {
        counts.merge(
                new Complaint(place, key, advice, kind),
                new Count(what, 1),
                (known, _) -> new Count(known.first(), known.number() + 1));
    }

    void reportErrors(Problems problems) {
        counts.forEach((complaint, count) ->
                problems.error(complaint.place(), complaint.key(), text(count), complaint.advice()));
    }

    void reportWarnings(Problems problems) {
        counts.forEach((complaint, count) ->
                problems.warning(complaint.place(), complaint.key(), text(count), complaint.advice()));
    }

    void report(Problems problems, Strictness strictness) {
        switch (strictness) {
            case STRICT -> reportErrors(problems);
            case LENIENT -> reportWarnings(problems);
        }
    }

    private static String text(Count count) {
        int more = count.number() - 1;
        return more == 0 ? count.first() : "%s (and %d more)".formatted(count.first(), more);
    }
}
