package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import dev.mergesweep.merger.yaml.Similar;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;

/**
 * Mistakes that the rows of a file share because one word is wrong, most often the field's name: each is told once a file, at the
 * first row.
 */
final class SharedMistakes {
    /** Whether all rows of a large file share a mistake is not worth reading it. */
    private static final int ENOUGH = 20;

    private final Map<Mistake, Rows> mistakes = new LinkedHashMap<>();

    /** @param what empty where the rows have no such field */
    private record Mistake(String file, String key, String what, String advice) {}

    /** @param fields that the rows have */
    private record Rows(Place first, int count, SequencedSet<String> fields) {
        Rows and(Rows others) {
            fields.addAll(others.fields);
            return new Rows(first, count + others.count, fields);
        }
    }

    /** A row without the field. @param fields that it has */
    void missing(Place place, String key, Collection<String> fields) {
        add(new Mistake(place.file(), key, "", ""), new Rows(place, 1, new LinkedHashSet<>(fields)));
    }

    /** A row whose field cannot be read as what it is to be. */
    void unfit(Place place, String key, String what, String advice) {
        add(new Mistake(place.file(), key, what, advice), new Rows(place, 1, new LinkedHashSet<>()));
    }

    private void add(Mistake mistake, Rows rows) {
        mistakes.merge(mistake, rows, Rows::and);
    }

    /** Whether more rows of a file would say nothing new. */
    boolean isPlain(String file) {
        int rows = 0;
        for (Map.Entry<Mistake, Rows> entry : mistakes.entrySet()) {
            rows += entry.getKey().file().equals(file) ? entry.getValue().count() : 0;
        }
        return rows >= ENOUGH;
    }

    void tell(Problems problems) {
        mistakes.forEach((mistake, rows) -> {
            boolean alone = rows.count() == 1;
            if (mistake.what().isEmpty()) {
                String who = alone ? "the row has" : "this and other rows have";
                String what = "%s no such field, only %s".formatted(who, String.join(", ", rows.fields()));
                problems.error(rows.first(), mistake.key(), what, advice(mistake.key(), rows.fields(), "field"));
            } else {
                String what = mistake.what() + (alone ? "" : ", here and in other rows");
                problems.error(rows.first(), mistake.key(), what, mistake.advice());
            }
        });
    }

    /** What to do about a name that none of the offered ones is. @param thing a field or a column */
    static String advice(String key, Collection<String> offered, String thing) {
        return Similar.to(key, offered)
                .map("Did you mean %s?"::formatted)
                .orElse("Name the %s that holds the text".formatted(thing));
    }
}
