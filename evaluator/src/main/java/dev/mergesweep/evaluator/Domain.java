package dev.mergesweep.evaluator;

import java.util.List;

/** One validation set: documents of one kind, in file order. */
public record Domain(String name, List<Document> documents) {
    public Domain {
        documents = List.copyOf(documents);
    }
}
