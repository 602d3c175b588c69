package dev.mergesweep.evaluator.corpus;

/** How a file holds documents. */
enum Format {
    PLAIN,
    JSON_LINES,
    PARQUET;

    /** By the end of a file's name, behind which {@code .gz} and {@code .zst} do not count. */
    static Format of(String file) {
        String name = file.replaceFirst("\\.(gz|zst)$", "");
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
            return JSON_LINES;
        }
        return name.endsWith(".parquet") ? PARQUET : PLAIN;
    }
}
