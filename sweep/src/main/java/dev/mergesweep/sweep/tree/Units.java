package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the documents of one side of the texts in the order in which everyone is scored on them: a stratified one, so that any
 * beginning of it holds about the same share of every domain, and within a domain one that the texts decide, not the file's
 * order. Then packs them in that order. Which documents share a pack follows from the texts alone.
 */
public final class Units {

    /**
     * Whole documents that are run together.
     *
     * @param packs one, or as many as its only document needs
     * @param documents that they hold, in the order in which they are scored
     */
    public record Unit(List<Pack> packs, List<Integer> documents) {
        public Unit {
            packs = List.copyOf(packs);
            documents = List.copyOf(documents);
        }
    }

    private Units() {}

    /** The units of one side, in the order in which they are scored. */
    public static List<Unit> of(PreparedTexts texts, Split side) {
        Map<Integer, List<Pack.Window>> windows = new TreeMap<>();
        for (Pack pack : texts.packs(side)) {
            for (Pack.Window window : pack.windows()) {
                windows.computeIfAbsent(window.document(), _ -> new ArrayList<>())
                        .add(window);
            }
        }
        if (windows.isEmpty()) {
            return List.of();
        }
        Filling filling = new Filling(texts.packs(side).getFirst().length());
        stratified(texts, windows.keySet())
                .forEach(document -> filling.add(document, windows.getOrDefault(document, List.of())));
        return filling.units();
    }

    /** Packs of some units. */
    public static long packs(List<Unit> units) {
        return units.stream().mapToLong(unit -> unit.packs().size()).sum();
    }

    private static List<Integer> stratified(PreparedTexts texts, Iterable<Integer> documents) {
        record Placed(double share, String domain, int document) {}
        Map<String, List<Integer>> strata = new TreeMap<>();
        for (int document : documents) {
            strata.computeIfAbsent(texts.documents().get(document).domain(), _ -> new ArrayList<>())
                    .add(document);
        }
        List<Placed> placed = new ArrayList<>();
        strata.forEach((domain, stratum) -> {
            stratum.sort(Comparator.comparing(document -> key(texts.documents().get(document))));
            for (int i = 0; i < stratum.size(); i++) {
                placed.add(new Placed((i + 0.5) / stratum.size(), domain, stratum.get(i)));
            }
        });
        return placed.stream()
                .sorted(Comparator.comparingDouble(Placed::share).thenComparing(Placed::domain))
                .map(Placed::document)
                .toList();
    }

    /** As good as random, and the same every time. */
    private static String key(PreparedDocument document) {
        return document.digest() + document.id();
    }

    /** Packs while they are filled: a document begins a new one where it does not fit as a whole. */
    private static final class Filling {
        private final int length;
        private final List<Unit> units = new ArrayList<>();
        private final List<Pack.Window> open = new ArrayList<>();
        private final List<Integer> documents = new ArrayList<>();
        private int filled;

        Filling(int length) {
            this.length = length;
        }

        void add(int document, List<Pack.Window> windows) {
            int size = size(windows);
            if (filled + size > length) {
                close();
            }
            documents.add(document);
            open.addAll(windows);
            filled += size;
        }

        private static int size(List<Pack.Window> windows) {
            return windows.stream().mapToInt(window -> window.ids().length).sum();
        }

        private void close() {
            if (!documents.isEmpty()) {
                units.add(new Unit(packs(), documents));
            }
            documents.clear();
            open.clear();
            filled = 0;
        }

        /** One pack, unless a single document is longer than that. */
        private List<Pack> packs() {
            List<Pack> packs = new ArrayList<>();
            List<Pack.Window> windows = new ArrayList<>();
            for (Pack.Window window : open) {
                if (size(windows) + window.ids().length > length) {
                    packs.add(new Pack(length, windows));
                    windows = new ArrayList<>();
                }
                windows.add(window);
            }
            packs.add(new Pack(length, windows));
            return packs;
        }

        List<Unit> units() {
            close();
            return units;
        }
    }
}
