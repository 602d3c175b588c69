package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.tokenizer.Tokens;

/**
 * Ids that windows are cut from, and the text they stand for.
 *
 * @param answers the characters that count
 * @param windowStart what the first id of each window is replaced by; -1: by nothing
 */
record Row(Tokens tokens, String text, Answers answers, long windowStart) {

    static final long AS_IT_IS = -1;

    /** Ids without a text. */
    static Row ofIds(long[] ids) {
        return new Row(Tokens.ofIds(ids), "", Answers.ALL, AS_IT_IS);
    }

    /**
     * The ids of a cut, and which of them count.
     *
     * @param document index that the window carries
     */
    Pack.Window window(int document, Cut cut) {
        long[] ids = tokens.ids(cut.begin(), cut.end());
        if (windowStart != AS_IT_IS) {
            ids[0] = windowStart;
        }
        boolean[] scored = new boolean[ids.length];
        for (int i = cut.scored(); i < cut.end(); i++) {
            scored[i - cut.begin()] = counts(i);
        }
        return new Pack.Window(document, ids, scored);
    }

    /** A token counts when a character of an answer is in it; one that was added to the text counts where all do. */
    private boolean counts(int token) {
        return answers.all() || answers.touch(tokens.begin(token), tokens.end(token));
    }

    /** The text that counts of the whole row. */
    Measured measured() {
        return answers.all() ? Measured.whole(text) : answers.within(text, 0, text.length());
    }

    /** The text that counts of what a cut scores. */
    Measured measured(Cut cut) {
        int begin = tokens.begin(cut.scored());
        int end = cut.end() < tokens.size() ? tokens.begin(cut.end()) : text.length();
        return answers.within(text, begin, Math.max(begin, end));
    }
}
