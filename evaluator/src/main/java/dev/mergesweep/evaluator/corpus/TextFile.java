package dev.mergesweep.evaluator.corpus;

/**
 * Where a domain's documents come from.
 *
 * @param domain name of the domain
 * @param file path or glob as the user wrote it; {@code -} is standard input
 * @param field the row's text in JSONL and Parquet; empty: {@code text}, else what the first row offers
 * @param limit at most so many documents of the domain, the first ones over all files of a glob, as lm-eval's limit is a task's and not a
 *     file's; at least 1
 */
public record TextFile(String domain, String file, String field, int limit) {
    /** Standard input, as a file is named on the command line. */
    public static final String STANDARD_INPUT = "-";

    public TextFile {
        if (limit < 1) {
            throw new IllegalArgumentException("A limit of %d documents leaves none of %s".formatted(limit, file));
        }
    }

    /** Every document of a file. */
    public TextFile(String domain, String file, String field) {
        this(domain, file, field, Integer.MAX_VALUE);
    }

    /** As problems name it. */
    public String shown() {
        return file.equals(STANDARD_INPUT) ? "<stdin>" : file;
    }
}
