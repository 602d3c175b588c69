package dev.mergesweep.evaluator.chat;

import java.util.LinkedHashMap;
import java.util.Map;

/** A message as a template sees it. Printed as a whole it would look other than in Python, so that is refused. */
final class Message extends LinkedHashMap<String, Object> {
    private static final long serialVersionUID = 1L;

    Message(Map<String, Object> fields) {
        super(fields);
    }

    @Override
    public String toString() {
        throw new IllegalArgumentException("the chat template prints a message as Python would show it");
    }
}
