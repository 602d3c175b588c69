package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.IntPredicate;

/**
 * Texts, ready to be scored.
 *
 * @param documents domain by domain, in each search before confirm, in file order; {@link Pack.Window#document()} is the index here
 * @param packs of every side, in the order to be run; none holds windows of two sides, and a document's windows come in order
 */
public record PreparedTexts(
        Protocol protocol, List<PreparedDocument> documents, SequencedMap<Split, List<Pack>> packs) {

    public PreparedTexts {
        documents = List.copyOf(documents);
    }

    /** The packs of one side; none where the texts have no such side. */
    public List<Pack> packs(Split split) {
        return packs.getOrDefault(split, List.of());
    }

    /** The packs of one side that hold a window of a document asked for, for example of one without a score, in order. */
    public List<Pack> packsHolding(Split split, IntPredicate document) {
        return packs(split).stream()
                .filter(pack -> pack.windows().stream().anyMatch(window -> document.test(window.document())))
                .toList();
    }

    /** Names of the domains, in order. */
    public List<String> domains() {
        return documents.stream().map(PreparedDocument::domain).distinct().toList();
    }

    /** The documents of one domain and side that have something to score, in order. */
    public List<PreparedDocument> scored(String domain, Split split) {
        List<PreparedDocument> found = new ArrayList<>();
        for (PreparedDocument document : documents) {
            if (document.tokens() > 0 && document.domain().equals(domain) && document.split() == split) {
                found.add(document);
            }
        }
        return found;
    }

    /** The largest id in any window; -1 without windows. */
    public long largestId() {
        return packs.values().stream()
                .flatMap(List::stream)
                .flatMap(pack -> pack.windows().stream())
                .flatMapToLong(window -> Arrays.stream(window.ids()))
                .max()
                .orElse(-1);
    }

    /** Scored tokens of everything. */
    public long tokens() {
        return documents.stream().mapToLong(PreparedDocument::tokens).sum();
    }
}
