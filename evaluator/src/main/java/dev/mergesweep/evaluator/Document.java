package dev.mergesweep.evaluator;

import java.util.List;

/**
 * One text of a domain; the cluster of all statistics.
 *
 * @param id unique in its domain: the row's {@code id}, else its number from 0
 * @param answers the parts that count, in order and apart from each other; empty: the whole text counts
 */
public record Document(String id, String text, List<Span> answers) {

    /** Part of a text, in Java's chars from 0, the end not included. */
    public record Span(int begin, int end) {
        public Span {
            if (begin < 0 || end <= begin) {
                throw new IllegalArgumentException("Span [%d, %d) holds no character".formatted(begin, end));
            }
        }
    }

    public Document {
        answers = List.copyOf(answers);
        int reached = 0;
        for (Span answer : answers) {
            if (answer.begin() < reached || answer.end() > text.length()) {
                throw new IllegalArgumentException("Answers %s of document %s overlap or leave its %d characters"
                        .formatted(answers, id, text.length()));
            }
            reached = answer.end();
        }
    }

    /** A document whose whole text counts. */
    public Document(String id, String text) {
        this(id, text, List.of());
    }
}
