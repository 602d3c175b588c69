package dev.mergesweep.evaluator.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * One window over a row of ids.
 *
 * @param begin first id
 * @param end behind the last id
 * @param scored first id that counts; from here to the end all do
 */
record Cut(int begin, int end, int scored) {

    Cut {
        if (begin < 0 || scored <= begin || end < scored) {
            throw new IllegalArgumentException("Cut [%d, %d) cannot score from %d".formatted(begin, end, scored));
        }
    }

    /** Number of ids that count. */
    int tokens() {
        return end - scored;
    }

    /** Windows over {@code size} ids, in order. For rolling, the first id is the one that only predicts. */
    static List<Cut> of(Protocol protocol, int size) {
        return switch (protocol) {
            case Protocol.Documents p -> overlapping(size, p.context(), p.stride());
            case Protocol.Strided p -> overlapping(size, p.context(), p.stride());
            case Protocol.Stream p -> disjoint(size, p.context(), 1);
            case Protocol.HalfWindow p -> disjoint(size, p.context(), p.context() / 2 + 1);
            case Protocol.Rolling p -> rolling(size, p.context());
        };
    }

    /** Every window scores the ids that none before it reached, but never its own first, which nothing predicts. */
    private static List<Cut> overlapping(int size, int context, int stride) {
        List<Cut> cuts = new ArrayList<>();
        int reached = 0;
        for (int begin = 0; reached < size; begin += stride) {
            int end = Math.min(begin + context, size);
            cuts.add(new Cut(begin, end, Math.max(begin + 1, reached)));
            reached = end;
        }
        return cuts;
    }

    /** As {@link #overlapping}, but the windows end at multiples of the stride, the first ones being shorter. */
    static List<Cut> endingAtStrides(int size, int context, int stride) {
        List<Cut> cuts = new ArrayList<>();
        for (int reached = 0; reached < size; reached += stride) {
            int begin = Math.max(reached + stride - context, 0);
            cuts.add(new Cut(begin, Math.min(reached + stride, size), Math.max(begin + 1, reached)));
        }
        return cuts;
    }

    /** Whole windows only. */
    private static List<Cut> disjoint(int size, int context, int unscored) {
        List<Cut> cuts = new ArrayList<>();
        for (int begin = 0; begin + context <= size; begin += context) {
            cuts.add(new Cut(begin, begin + context, Math.min(begin + unscored, begin + context)));
        }
        return cuts;
    }

    /** {@code context} ids each, from one id before them; the last window is moved back to full length. */
    private static List<Cut> rolling(int size, int context) {
        List<Cut> cuts = new ArrayList<>();
        for (int scored = 1; scored < size; scored += context) {
            int end = Math.min(scored + context, size);
            cuts.add(new Cut(Math.max(0, end - context - 1), end, scored));
        }
        return cuts;
    }
}
