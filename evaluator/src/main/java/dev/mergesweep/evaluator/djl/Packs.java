package dev.mergesweep.evaluator.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.architecture.Architecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What goes into the first and the last stage for a pack, and what comes out. */
final class Packs {
    /** Rows of hidden states and the ids that follow them, both padded to a multiple of a slice. */
    @SuppressWarnings("ArrayRecordComponent")
    record Targets(long[] rows, long[] ids) {}

    private Packs() {}

    /** @throws IllegalArgumentException where a pack does not fit its length or an id not the vocabulary */
    static void check(Pack pack, Architecture.Sizes sizes) {
        long used = 0;
        for (Pack.Window window : pack.windows()) {
            used += window.ids().length;
            for (long id : window.ids()) {
                if (id < 0 || id >= sizes.vocabulary()) {
                    throw new IllegalArgumentException("Document %d has the token id %d, but the embedding has %d rows"
                            .formatted(window.document(), id, sizes.vocabulary()));
                }
            }
        }
        if (used > pack.length()) {
            throw new IllegalArgumentException("%d tokens in a pack of %d".formatted(used, pack.length()));
        }
    }

    /**
     * Ids, and each one's place in its window; padding has id 0.
     *
     * @param positions places there are; the last id of a window one longer is only ever predicted
     */
    static NDList inputs(Pack pack, int positions, NDManager scope) {
        long[] ids = new long[pack.length()];
        long[] places = new long[pack.length()];
        int at = 0;
        for (Pack.Window window : pack.windows()) {
            System.arraycopy(window.ids(), 0, ids, at, window.ids().length);
            for (int i = 0; i < window.ids().length; i++) {
                places[at + i] = Math.min(i, positions - 1);
            }
            at += window.ids().length;
        }
        return new NDList(scope.create(ids), scope.create(places));
    }

    /** @param slice of the result's length a multiple */
    static Targets targets(Pack pack, int slice) {
        int count = pack.windows().stream().mapToInt(Packs::scored).sum();
        int padded = Math.ceilDiv(count, slice) * slice;
        long[] rows = new long[padded];
        long[] ids = new long[padded];
        int at = 0;
        int start = 0;
        for (Pack.Window window : pack.windows()) {
            for (int i = 1; i < window.ids().length; i++) {
                if (window.scored()[i]) {
                    rows[at] = start + i - 1;
                    ids[at++] = window.ids()[i];
                }
            }
            start += window.ids().length;
        }
        return new Targets(rows, ids);
    }

    /** 1 for each of the targets, 0 for what pads them. */
    static float[] counted(Pack pack, Targets targets) {
        float[] counted = new float[targets.rows().length];
        Arrays.fill(counted, 0, pack.windows().stream().mapToInt(Packs::scored).sum(), 1);
        return counted;
    }

    /** Nats in the order of {@link #targets}, told apart by window. */
    static List<double[]> byWindow(Pack pack, float[] nats) {
        return byWindow(pack, nats, 1).stream().map(window -> window[0]).toList();
    }

    /**
     * Nats in the order of {@link #targets}, told apart by window and scale.
     *
     * @param nats one scale after the other
     */
    static List<double[][]> byWindow(Pack pack, float[] nats, int scales) {
        List<double[][]> windows = new ArrayList<>();
        int rows = nats.length / scales;
        int begin = 0;
        for (Pack.Window window : pack.windows()) {
            double[][] mine = new double[scales][scored(window)];
            for (int scale = 0; scale < scales; scale++) {
                for (int i = 0; i < mine[scale].length; i++) {
                    mine[scale][i] = nats[scale * rows + begin + i];
                }
            }
            begin += mine[0].length;
            windows.add(mine);
        }
        return windows;
    }

    private static int scored(Pack.Window window) {
        int count = 0;
        for (int i = 1; i < window.scored().length; i++) {
            count += window.scored()[i] ? 1 : 0;
        }
        return count;
    }

    /** The row of each window's last id, row 0 for a window without ids. @param slice of the length a multiple */
    static long[] lastRows(Pack pack, int slice) {
        long[] rows = new long[Math.ceilDiv(pack.windows().size(), slice) * slice];
        int end = 0;
        for (int i = 0; i < pack.windows().size(); i++) {
            end += pack.windows().get(i).ids().length;
            rows[i] = Math.max(0, end - 1);
        }
        return rows;
    }

    /** What {@link #lastRows} asked for, by window. */
    static long[] byLastRow(Pack pack, long[] ids) {
        long[] windows = new long[pack.windows().size()];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = pack.windows().get(i).ids().length == 0 ? -1 : ids[i];
        }
        return windows;
    }
}
