package dev.mergesweep.evaluator.corpus;

import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import dev.mergesweep.merger.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads validation texts: plain text is one document a file, JSONL one a row. */
public final class Corpus {
    private final List<Path> folders;
    private final InputStream standardInput;

    /**
     * @param folders where a relative path is looked for, in order: the experiment's, then the current one
     * @param standardInput what {@code -} reads, once
     */
    public Corpus(List<Path> folders, InputStream standardInput) {
        this.folders = List.copyOf(folders);
        this.standardInput = standardInput;
    }

    /**
     * Every domain, in order.
     *
     * @throws InputException with everything that is wrong with any of the files
     */
    public List<Domain> read(List<TextFile> files) throws IOException {
        Problems problems = new Problems();
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

    /** One domain; what is wrong goes to {@code problems}, and the domain then holds what could be read. */
    public Domain read(TextFile file, Problems problems) throws IOException {
        Rows rows = new Rows(file, problems);
        if (file.file().equals(TextFile.STANDARD_INPUT)) {
            rows.add(new Rows.Part(
                    file.shown(), standardInput.readAllBytes(), !file.field().isEmpty()));
        } else {
            for (Path path : new PathPattern(file.file(), folders).paths()) {
                addFile(path, file, rows, problems);
            }
        }
        rows.refuseEmpty();
        return new Domain(file.domain(), rows.documents());
    }

    private static void addFile(Path path, TextFile file, Rows rows, Problems problems) throws IOException {
        String shown = path.endsWith(file.file()) ? file.file() : path.toString();
        if (!Files.exists(path)) {
            problems.error(
                    Place.of(shown),
                    "",
                    "there is no such file",
                    "Check the path of domain \"%s\"".formatted(file.domain()));
        } else if (!Files.isRegularFile(path)) {
            problems.error(Place.of(shown), "", "this is no file", "Name the files in it, for example with *.jsonl");
        } else if (!Files.isReadable(path)) {
            problems.error(Place.of(shown), "", "this file cannot be read", "Check its permissions");
        } else {
            rows.add(new Rows.Part(shown, Files.readAllBytes(path), isJsonLines(path)));
        }
    }

    private static boolean isJsonLines(Path path) {
        String name = path.toString();
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json");
    }
}
