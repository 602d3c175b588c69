package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * @param packs one, or as many as its longest document needs
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
        Map<Integer, Whole> documents = new TreeMap<>();
        for (Pack pack : texts.packs(side)) {
            for (Pack.Window window : pack.windows()) {
                documents
                        .computeIfAbsent(window.document(), _ -> new Whole(pack.length(), new ArrayList<>()))
                        .windows()
                        .add(window);
            }
        }
        Filling filling = new Filling();
        stratified(texts, documents.keySet())
                .forEach(document -> filling.add(document, Objects.requireNonNull(documents.get(document))));
        return filling.units();
    }

    /** Packs of some units. */
    public static long packs(List<Unit> units) {
        return units.stream().mapToLong(unit -> unit.packs().size()).sum();
    }

    /** Positions of the packs of some units. */
    public static long positions(List<Unit> units) {
        return units.stream()
                .flatMap(unit -> unit.packs().stream())
                .mapToLong(Pack::length)
                .sum();
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

    /**
     * A document.
     *
     * @param length of its packs
     */
    private record Whole(int length, List<Pack.Window> windows) {
        int size() {
            return windows.stream().mapToInt(window -> window.ids().length).sum();
        }
    }

    /** Units while they are filled: a document goes to the first of the last few in which it fits as a whole. */
    private static final class Filling {
        /** More would close gaps, but bring short documents forward by more. */
        private static final int OPEN = 4;

        private final List<Draft> drafts = new ArrayList<>();

        void add(int number, Whole document) {
            drafts.subList(Math.max(0, drafts.size() - OPEN), drafts.size()).stream()
                    .filter(draft -> draft.takes(document))
                    .findFirst()
                    .orElseGet(() -> begin(document.length()))
                    .add(number, document);
        }

        private Draft begin(int length) {
            Draft draft = new Draft(length);
            drafts.add(draft);
            return draft;
        }

        List<Unit> units() {
            return drafts.stream().map(Draft::unit).toList();
        }
    }

    /** A unit that may still grow: one pack, or those of a document longer than that and what fits behind it. */
    private static final class Draft {
        private final int length;
        private final List<List<Pack.Window>> packs = new ArrayList<>();
        private final List<Integer> documents = new ArrayList<>();
        private int free;

        Draft(int length) {
            this.length = length;
        }

        boolean takes(Whole document) {
            return document.length() == length && document.size() <= free;
        }

        void add(int number, Whole document) {
            documents.add(number);
            for (Pack.Window window : document.windows()) {
                if (packs.isEmpty() || window.ids().length > free) {
                    packs.add(new ArrayList<>());
                    free = length;
                }
                packs.getLast().add(window);
                free -= window.ids().length;
            }
        }

        Unit unit() {
            return new Unit(
                    packs.stream().map(windows -> new Pack(length, windows)).toList(), documents);
        }
    }
}
