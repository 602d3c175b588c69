package dev.mergesweep.evaluator.tokenizer;

import java.util.Arrays;

/** A text as token ids, each with the characters it stands for. */
public final class Tokens {
    private final long[] ids;
    private final int[] begins;
    private final int[] ends;

    Tokens(long[] ids, int[] begins, int[] ends) {
        this.ids = ids;
        this.begins = begins;
        this.ends = ends;
    }

    /** Ids that come from no text. Their characters are empty. */
    public static Tokens ofIds(long[] ids) {
        return new Tokens(ids.clone(), new int[ids.length], new int[ids.length]);
    }

    public int size() {
        return ids.length;
    }

    public long id(int index) {
        return ids[index];
    }

    /** A copy of the ids from {@code begin} to {@code end}, the end not included. */
    public long[] ids(int begin, int end) {
        return Arrays.copyOfRange(ids, begin, end);
    }

    /** First char of a token in its text. */
    public int begin(int index) {
        return begins[index];
    }

    /** End of a token in its text, not included; equal to the beginning where a token was added to the text. */
    public int end(int index) {
        return ends[index];
    }

    /** These tokens behind one that stands for no text. */
    public Tokens behind(long id) {
        long[] longer = new long[ids.length + 1];
        longer[0] = id;
        System.arraycopy(ids, 0, longer, 1, ids.length);
        return new Tokens(longer, shifted(begins), shifted(ends));
    }

    private static int[] shifted(int[] offsets) {
        int[] longer = new int[offsets.length + 1];
        System.arraycopy(offsets, 0, longer, 1, offsets.length);
        return longer;
    }
}
