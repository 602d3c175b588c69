package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Pack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fills packs with windows: first fit among the last few packs of their length, but a document's windows stay in order. A
 * document has packs of the same length whatever the other texts, so it keeps its bits wherever it stands and whoever stands
 * beside it.
 */
final class Packing {
    private final PackLengths lengths;

    /** By the length of their packs. The longest first: what ends last should be short. */
    private final SortedMap<Integer, Filling> fillings = new TreeMap<>(Comparator.reverseOrder());

    Packing(Protocol protocol) {
        this.lengths = PackLengths.of(protocol);
    }

    /** @param windows of one document, in order */
    void add(List<Pack.Window> windows) {
        fillings.computeIfAbsent(lengths.of(windows), Filling::new).add(windows);
    }

    List<Pack> packs() {
        return fillings.values().stream()
                .flatMap(filling -> filling.packs().stream())
                .toList();
    }

    /** Packs of one length. */
    private static final class Filling {
        /** Packs that may still be filled. More would close gaps, but keep a document's windows apart for longer. */
        private static final int OPEN = 8;

        private final int length;
        private final List<List<Pack.Window>> packs = new ArrayList<>();
        private final List<Integer> free = new ArrayList<>();

        Filling(int length) {
            this.length = length;
        }

        void add(List<Pack.Window> windows) {
            int earliest = 0;
            for (Pack.Window window : windows) {
                earliest = add(window, earliest);
            }
        }

        /** @return the index of its pack, at least {@code earliest} */
        private int add(Pack.Window window, int earliest) {
            int index = Math.max(earliest, packs.size() - OPEN);
            while (index < packs.size() && free.get(index) < window.ids().length) {
                index++;
            }
            if (index == packs.size()) {
                packs.add(new ArrayList<>());
                free.add(length);
            }
            packs.get(index).add(window);
            free.set(index, free.get(index) - window.ids().length);
            return index;
        }

        List<Pack> packs() {
            return packs.stream().map(windows -> new Pack(length, windows)).toList();
        }
    }
}
