package dev.mergesweep.evaluator.corpus;

import java.util.Arrays;
import java.util.Locale;

/**
 * A text as the set of its pieces, and the few smallest hashes of them that tell likely partners (MinHash with banding: 20
 * bands of 5 find texts that share 80 % with a probability of 99.9 %).
 */
final class Sketch {
    private static final int PIECE = 12;
    private static final int BANDS = 20;
    private static final int ROWS = 5;
    /** Of a long text the pieces with the smallest hashes stand for all; alike texts keep alike ones. */
    private static final int KEPT = 2_000;

    private static final long PRIME = 0x100000001b3L;
    /** Odd multipliers, one per row, from a fixed sequence (SplitMix64). */
    private static final long[] FACTORS = factors();

    private final long[] pieces;
    private final long[] buckets;

    private Sketch(long[] pieces, long[] buckets) {
        this.pieces = pieces;
        this.buckets = buckets;
    }

    static Sketch of(String text) {
        long[] pieces = pieces(text.toLowerCase(Locale.ROOT).strip().replaceAll("\\s+", " "));
        long[] buckets = new long[BANDS];
        for (int band = 0; band < BANDS; band++) {
            long key = band;
            for (int row = 0; row < ROWS; row++) {
                key = mix(key * PRIME + smallest(pieces, FACTORS[band * ROWS + row]));
            }
            buckets[band] = key;
        }
        return new Sketch(pieces, buckets);
    }

    /** Texts that share one of these are likely to be alike. */
    long[] buckets() {
        return buckets.clone();
    }

    /** Pieces that both have by pieces that one has, 0 to 1. */
    double likeness(Sketch other) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < pieces.length && j < other.pieces.length) {
            int order = Long.compare(pieces[i], other.pieces[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return (double) shared / (pieces.length + other.pieces.length - shared);
    }

    /** Hashes of all runs of twelve characters, each once, sorted; of the whole where it is shorter. */
    private static long[] pieces(String text) {
        int count = Math.max(1, text.length() - PIECE + 1);
        long[] hashes = new long[count];
        for (int from = 0; from < count; from++) {
            long hash = 0;
            for (int i = from; i < Math.min(text.length(), from + PIECE); i++) {
                hash = hash * PRIME + text.charAt(i) + 1;
            }
            hashes[from] = mix(hash);
        }
        return Arrays.stream(hashes).sorted().distinct().limit(KEPT).toArray();
    }

    private static long smallest(long[] pieces, long factor) {
        long smallest = Long.MAX_VALUE;
        for (long piece : pieces) {
            smallest = Math.min(smallest, piece * factor);
        }
        return smallest;
    }

    private static long[] factors() {
        long[] factors = new long[BANDS * ROWS];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = mix((i + 1) * 0x9e3779b97f4a7c15L) | 1;
        }
        return factors;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
