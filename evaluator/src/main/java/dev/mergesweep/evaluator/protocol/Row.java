package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Document.Span;
import dev.mergesweep.evaluator.Pack;
import dev.mergesweep.evaluator.tokenizer.Tokens;
import java.util.List;

/**
 * Ids that windows are cut from, and the text they stand for.
 *
 * @param answers the characters that count; empty: all
 * @param windowStart what the first id of each window is replaced by; -1: by nothing
 */
record Row(Tokens tokens, String text, List<Span> answers, long windowStart) {

    static final long AS_IT_IS = -1;

    /** @param document index that the window carries */
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
        if (answers.isEmpty()) {
            return true;
        }
        return answers.stream()
                .anyMatch(answer -> tokens.begin(token) < answer.end() && answer.begin() < tokens.end(token));
    }

    /** The text that counts of the whole row. */
    Measured measured() {
        return answers.isEmpty() ? Measured.whole(text) : within(0, text.length());
    }

    /** The text that counts of what a cut scores. */
    Measured measured(Cut cut) {
        int begin = tokens.begin(cut.scored());
        int end = cut.end() < tokens.size() ? tokens.begin(cut.end()) : text.length();
        return within(begin, Math.max(begin, end));
    }

    private Measured within(int begin, int end) {
        Measured sum = new Measured(0, 0);
        for (Span span : answers.isEmpty() && begin < end ? List.of(new Span(begin, end)) : answers) {
            int from = Math.max(begin, span.begin());
            int to = Math.min(end, span.end());
            sum = from < to ? sum.plus(Measured.part(text, from, to)) : sum;
        }
        return sum;
    }
}
