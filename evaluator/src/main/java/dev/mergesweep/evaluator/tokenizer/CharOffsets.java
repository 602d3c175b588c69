package dev.mergesweep.evaluator.tokenizer;

/** Turns the tokenizer's offsets, which count code points, into Java's, which count chars. Fast where they ascend. */
final class CharOffsets {
    private final String text;
    private int point;
    private int index;

    CharOffsets(String text) {
        this.text = text;
    }

    int of(int codePoint) {
        if (codePoint < point) {
            point = 0;
            index = 0;
        }
        while (point < codePoint && index < text.length()) {
            index += Character.charCount(text.codePointAt(index));
            point++;
        }
        return index;
    }
}
