package dev.mergesweep.evaluator.protocol;

import java.nio.charset.StandardCharsets;

/** Length of a text in units that do not depend on a tokenizer. */
record Measured(long bytes, long words) {
    static final Measured NOTHING = new Measured(0, 0);

    /** A whole text, words as lm-eval counts them: the pieces that {@code re.split(r"\s+", text)} gives, also empty ones at the ends. */
    static Measured whole(CharSequence text) {
        long words = 1;
        boolean inSpace = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = isSpace(text.charAt(i));
            words += space && !inSpace ? 1 : 0;
            inSpace = space;
        }
        return new Measured(bytes(text), words);
    }

    /** Part of a text, words by where they begin, so that parts add up. */
    static Measured part(String text, int begin, int end) {
        long words = 0;
        for (int i = begin; i < end; i++) {
            words += !isSpace(text.charAt(i)) && (i == 0 || isSpace(text.charAt(i - 1))) ? 1 : 0;
        }
        return new Measured(bytes(text.substring(begin, end)), words);
    }

    Measured plus(Measured other) {
        return new Measured(bytes + other.bytes, words + other.words);
    }

    private static long bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** What Python's {@code \s} matches in a string: white space of Unicode and the four separators of ASCII. */
    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r')
                || (c >= 0x1c && c <= ' ')
                || c == 0x85
                || c == 0xa0
                || Character.isSpaceChar(c);
    }
}
