package dev.mergesweep.sweep.tree;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.corpus.Split;
import dev.mergesweep.evaluator.protocol.PreparedDocument;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the packs of one side of the texts in the order in which everyone is scored on them: a stratified one, so that any
 * beginning of it holds about the same share of every domain, and within a domain one that the texts decide, not the file's
 * order.
 */
public final class Units {

    /**
     * Packs that are run together because documents reach from one into the next.
     *
     * @param packs in the order of the texts
     * @param documents that they hold, ascending
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
        Map<String, List<Unit>> strata = new TreeMap<>();
        for (Unit unit : connected(texts.packs(side))) {
            String domain = texts.documents().get(unit.documents().getFirst()).domain();
            strata.computeIfAbsent(domain, _ -> new ArrayList<>()).add(unit);
        }
        record Placed(double share, String domain, Unit unit) {}
        List<Placed> placed = new ArrayList<>();
        strata.forEach((domain, units) -> {
            units.sort(Comparator.comparing(unit -> digest(texts, unit)));
            for (int i = 0; i < units.size(); i++) {
                placed.add(new Placed((i + 0.5) / units.size(), domain, units.get(i)));
            }
        });
        return placed.stream()
                .sorted(Comparator.comparingDouble(Placed::share).thenComparing(Placed::domain))
                .map(Placed::unit)
                .toList();
    }

    private static String digest(PreparedTexts texts, Unit unit) {
        PreparedDocument first = texts.documents().get(unit.documents().getFirst());
        return first.digest() + first.id();
    }

    private static List<Unit> connected(List<Pack> packs) {
        Map<Integer, Integer> firstPack = new HashMap<>();
        int[] root = new int[packs.size()];
        for (int i = 0; i < packs.size(); i++) {
            root[i] = i;
            for (Pack.Window window : packs.get(i).windows()) {
                Integer first = firstPack.putIfAbsent(window.document(), i);
                if (first != null) {
                    root[find(root, i)] = find(root, first);
                }
            }
        }
        Map<Integer, List<Pack>> groups = new LinkedHashMap<>();
        for (int i = 0; i < packs.size(); i++) {
            groups.computeIfAbsent(find(root, i), _ -> new ArrayList<>()).add(packs.get(i));
        }
        return groups.values().stream().map(Units::unit).toList();
    }

    private static int find(int[] root, int pack) {
        int at = pack;
        while (root[at] != at) {
            at = root[at];
        }
        return at;
    }

    private static Unit unit(List<Pack> packs) {
        List<Integer> documents = packs.stream()
                .flatMap(pack -> pack.windows().stream())
                .map(Pack.Window::document)
                .distinct()
                .sorted()
                .toList();
        return new Unit(packs, documents);
    }
}
