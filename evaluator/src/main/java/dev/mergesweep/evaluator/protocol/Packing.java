package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Pack;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills packs with windows: first fit among the last few packs, but a document's windows stay in order. Every pack of a
 * protocol has one length, whatever the texts: which kernels run depends on the shape of a call, so a document keeps its
 * bits wherever it stands and whoever stands beside it.
 */
final class Packing {
    /** Positions of a call: where a CPU is fastest, see the design's figures. */
    private static final int POSITIONS = 2048;

    /** Longer windows are rounded up to whole blocks of attention. */
    private static final int BLOCK = 256;

    /** Packs that may still be filled. More would close gaps, but keep a document's windows apart for longer. */
    private static final int OPEN = 8;

    private final int length;
    private final List<List<Pack.Window>> packs = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    private int lastDocument = -1;
    private int lastPack;

    Packing(Protocol protocol) {
        this.length = length(protocol);
    }

    static int length(Protocol protocol) {
        // A rolling window holds one id more than its context: the one before the first scored.
        int longest = protocol instanceof Protocol.Rolling ? protocol.context() + 1 : protocol.context();
        return longest <= POSITIONS ? POSITIONS : Math.ceilDiv(longest, BLOCK) * BLOCK;
    }

    void add(Pack.Window window) {
        int earliest = window.document() == lastDocument ? lastPack : 0;
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
        lastDocument = window.document();
        lastPack = index;
    }

    List<Pack> packs() {
        return packs.stream().map(windows -> new Pack(length, windows)).toList();
    }
}
