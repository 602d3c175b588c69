package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import io.airlift.compress.v3.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads validation texts: plain text is one document a file, JSONL and Parquet one a row; any of them also as gzip or zstd.
 */
public final class Corpus {
    private final List<Path> folders;
    private final InputStream standardInput;
    private final Conversation conversation;

    /**
     * A corpus of texts, prompts and completions, and conversations.
     *
     * @param folders where a relative path is looked for, in order: the experiment's, then the current one
     * @param standardInput what {@code -} reads, once
     * @param conversation renders rows with {@code messages}
     */
    public Corpus(List<Path> folders, InputStream standardInput, Conversation conversation) {
        this.folders = List.copyOf(folders);
        this.standardInput = standardInput;
        this.conversation = conversation;
    }

    /** A corpus that refuses conversations. */
    public Corpus(List<Path> folders, InputStream standardInput) {
        this(folders, standardInput, Conversation.NONE);
    }

    /**
     * Every domain, in order.
     *
     * @throws InputException with everything that is wrong with any of the files
     */
    public List<Domain> read(List<TextFile> files) throws IOException {
        return read(files, new Problems());
    }

    /**
     * Every domain, in order; warnings go to {@code problems}.
     *
     * @throws InputException with everything that is wrong with any of the files
     */
    public List<Domain> read(List<TextFile> files, Problems problems) throws IOException {
        List<Domain> domains = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TextFile file : files) {
            if (!names.add(file.domain())) {
                problems.error(
                        Place.of(file.shown()),
                        "",
                        "domain \"%s\" is there twice".formatted(file.domain()),
                        "Give every domain a name of its own");
            }
            domains.add(read(file, problems));
        }
        problems.throwIfAny();
        return domains;
    }

    /** The files that a path or glob means, sorted by name; itself where there is none, so that reading it says so. */
    public List<String> files(String pattern) throws IOException {
        PathPattern files = new PathPattern(pattern, folders);
        return pattern.equals(TextFile.STANDARD_INPUT) || !files.isGlob()
                ? List.of(pattern)
                : files.paths().stream().map(Path::toString).toList();
    }

    /** One domain; what is wrong goes to {@code problems}, and the domain then holds what could be read. */
    public Domain read(TextFile file, Problems problems) throws IOException {
        Rows rows = new Rows(file, conversation, problems);
        if (file.file().equals(TextFile.STANDARD_INPUT)) {
            Format format = file.field().isEmpty() ? Format.PLAIN : Format.JSON_LINES;
            read(file.shown(), standardInput, format, rows);
        } else {
            for (Path path : new PathPattern(file.file(), folders).paths()) {
                if (rows.full()) {
                    rows.leftOut(path);
                }
                read(path, file, rows);
            }
        }
        rows.close();
        return new Domain(file.domain(), rows.documents());
    }

    private static void read(Path path, TextFile file, Rows rows) throws IOException {
        String shown = path.endsWith(file.file()) ? file.file() : path.toString();
        if (!Files.exists(path) && new PathPattern(file.file(), List.of()).isGlob()) {
            rows.error(
                    Place.of(shown),
                    "the pattern matches no file",
                    "Check it: * stays in one folder, ** goes through all below");
        } else if (!Files.exists(path)) {
            rows.error(
                    Place.of(shown),
                    "there is no such file",
                    "Check the path of domain \"%s\"".formatted(file.domain()));
        } else if (!Files.isRegularFile(path)) {
            rows.error(Place.of(shown), "this is no file", "Name the files in it, for example with *.jsonl");
        } else if (!Files.isReadable(path)) {
            rows.error(Place.of(shown), "this file cannot be read", "Check its permissions");
        } else {
            try (InputStream stream = Files.newInputStream(path)) {
                read(shown, stream, Format.of(shown), rows);
            }
        }
    }

    private static void read(String shown, InputStream stream, Format format, Rows rows) {
        try {
            InputStream unpacked = Unpacked.of(stream);
            unpacked.mark(1);
            if (unpacked.read() < 0) {
                rows.error(Place.of(shown), "this file is empty", "Give it text, or leave it out");
                return;
            }
            unpacked.reset();
            Part part = new Part(shown, unpacked, format);
            switch (format) {
                case PLAIN -> PlainText.read(part, rows);
                case JSON_LINES -> JsonLines.read(part, rows);
                case PARQUET -> ParquetRows.read(part, rows);
            }
        } catch (IOException | MalformedInputException e) {
            rows.error(
                    Place.of(shown),
                    "this file cannot be read to its end: " + e.getMessage(),
                    "Copy or write it again");
        }
    }
}
