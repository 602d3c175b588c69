package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Document;
import dev.mergesweep.evaluator.Domain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Finds texts that are equal, or nearly so. Statistics count documents as if they told different things: a text that is
 * there twice counts twice, and one that is on both sides of the split has been seen.
 *
 * <p>Nearly equal: 80 % of the pieces of twelve characters shared (Jaccard), found by MinHash (Broder 1997). The same texts
 * give the same sentences.
 */
public final class SimilarTexts {
    /** Share of pieces in common from which two texts are nearly equal. */
    private static final double NEARLY = 0.8;

    /** Of one bucket so many texts are compared with a new one: enough to find one that is like it. */
    private static final int COMPARED = 5;

    private final Map<String, Text> byContent = new HashMap<>();
    private final Map<Long, List<Sketched>> buckets = new HashMap<>();
    private final SequencedMap<Meeting, Found> found = new LinkedHashMap<>();

    private SimilarTexts() {}

    private record Text(String domain, String document, Split split, String content) {}

    private record Sketched(Text text, Sketch sketch) {}

    /** What kind of likeness between which texts: one sentence each. */
    private record Meeting(boolean equal, String domain, String otherDomain, boolean acrossSplits) {}

    private record Found(Set<String> documents, Text first, Text other) {}

    /**
     * A sentence for each kind of likeness; none where all texts differ.
     *
     * @param confirmShare as {@link Split#of} takes it
     */
    public static List<String> warnings(List<Domain> domains, double confirmShare) {
        SimilarTexts similar = new SimilarTexts();
        for (Domain domain : domains) {
            for (Document document : domain.documents()) {
                Split split = Split.of(document, confirmShare);
                similar.add(new Text(domain.name(), document.id(), split, document.text()));
            }
        }
        List<String> sentences = new ArrayList<>();
        similar.found.forEach((meeting, found) -> sentences.add(sentence(meeting, found)));
        return sentences;
    }

    private void add(Text text) {
        Text same = byContent.putIfAbsent(text.content(), text);
        if (same != null) {
            meet(true, text, same);
            return;
        }
        Sketch sketch = Sketch.of(text.content());
        Set<Text> compared = new LinkedHashSet<>();
        for (long bucket : sketch.buckets()) {
            List<Sketched> alike = buckets.computeIfAbsent(bucket, key -> new ArrayList<>());
            alike.stream()
                    .limit(COMPARED)
                    .filter(other -> compared.add(other.text()) && sketch.likeness(other.sketch()) >= NEARLY)
                    .forEach(other -> meet(false, text, other.text()));
            alike.add(new Sketched(text, sketch));
        }
    }

    private void meet(boolean equal, Text text, Text other) {
        Meeting meeting = new Meeting(equal, text.domain(), other.domain(), text.split() != other.split());
        found.computeIfAbsent(meeting, key -> new Found(new LinkedHashSet<>(), text, other))
                .documents()
                .add(text.document());
    }

    private static String sentence(Meeting meeting, Found found) {
        int count = found.documents().size();
        return String.format(
                Locale.ROOT,
                "%d document%s of %s %s %s (%s and %s)%s",
                count,
                count == 1 ? "" : "s",
                meeting.domain(),
                (count == 1 ? "is " : "are ") + (meeting.equal() ? "equal to" : "nearly equal to"),
                meeting.domain().equals(meeting.otherDomain())
                        ? "another one of it"
                        : "one of " + meeting.otherDomain(),
                found.first().document(),
                found.other().document(),
                meeting.acrossSplits() ? " on the other side of the split, which no longer keeps them apart" : "");
    }
}
