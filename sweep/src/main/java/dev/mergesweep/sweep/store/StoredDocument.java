package dev.mergesweep.sweep.store;

/**
 * A text of a run.
 *
 * @param split {@code search} or {@code confirm}; {@code all} where nothing is kept apart
 * @param digest of its text, SHA-256 in hexadecimal
 * @param tokens that are scored
 * @param bytes of the text in UTF-8
 * @param words pieces between white space
 */
public record StoredDocument(
        String domain, String id, String split, String digest, long tokens, long bytes, long words) {}
