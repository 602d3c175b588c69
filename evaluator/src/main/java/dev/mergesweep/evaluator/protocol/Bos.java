package dev.mergesweep.evaluator.protocol;

import java.util.Locale;

/** Whether a token that begins a text (BOS) is put before it. There is one at most, at the start. */
public enum Bos {
    /** What the tokenizer does by itself. */
    AUTO,
    ALWAYS,
    NEVER;

    /** As experiments and options spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
