package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Document;
import tools.jackson.databind.JsonNode;

/** Turns a conversation into the text that a checkpoint was taught to read. */
@FunctionalInterface
public interface Conversation {
    /** For checkpoints without a template. */
    Conversation NONE = (id, messages) -> {
        throw new IllegalArgumentException("messages are rendered by the checkpoint's chat template, and it has none");
    };

    /**
     * The conversation as one document whose answers are what the assistant says.
     *
     * @param messages an array of objects with {@code role} and {@code content}
     * @throws IllegalArgumentException with a sentence for the user where it cannot be rendered as transformers would
     */
    Document render(String id, JsonNode messages);
}
