package dev.mergesweep.evaluator.validation;

import java.util.Locale;

/** What is looked at, in this order. */
public enum Check {
    /** Files are there, whole, and agree with each other: index and shards, headers, config.json. */
    FILES("config.json, weights and index are there and agree"),
    /** Rows of the embeddings against {@code vocab_size}. */
    VOCABULARY("embedding rows are vocab_size"),
    /** A tied head is really tied, an untied one is there. */
    TIED_WEIGHTS("tie_word_embeddings agrees with the weights"),
    /** Every tensor that config.json asks for, of its shape, and no other. */
    TENSORS("names and shapes of tensors are those of config.json"),
    /** One element type, the one that config.json names. */
    TYPES("element types agree with config.json"),
    /** No NaN, no infinity, no matrix of zeros. */
    VALUES("every weight is finite"),
    /** The tokenizer can be built, and no id lies beyond the embedding. */
    TOKENIZER("the tokenizer works and fits the embedding"),
    /** BOS, EOS and padding mean the same in all files. */
    SPECIAL_TOKENS("special tokens agree in all files"),
    /** Nothing was changed since the merge: tensors against the digests in merge.json. */
    PROVENANCE("tensors are those that the merge wrote"),
    /** The parents that merge.json names are what they were. */
    PARENTS("the parents are unchanged"),
    /** It is spoken to as one of its parents was. */
    INHERITANCE("special tokens and chat template agree with the parents'"),
    /** A forward pass over a text gives finite numbers. */
    FORWARD("a forward pass gives finite numbers"),
    /** A greedy continuation neither stands still nor goes in circles. */
    CONTINUATION("a greedy continuation is not degenerate"),
    /** Perplexity on given texts. */
    TEXTS("perplexity on the texts is finite");

    private final String promise;

    Check(String promise) {
        this.promise = promise;
    }

    /** What holds where it passes. */
    public String promise() {
        return promise;
    }

    /** For example {@code tied-weights}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
