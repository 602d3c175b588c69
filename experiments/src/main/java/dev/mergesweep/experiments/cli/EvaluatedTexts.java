package dev.mergesweep.experiments.cli;

import dev.mergesweep.evaluator.chat.ChatTemplates;
import dev.mergesweep.evaluator.corpus.Corpus;
import dev.mergesweep.evaluator.corpus.TextFile;
import dev.mergesweep.evaluator.corpus.TokenIds;
import dev.mergesweep.evaluator.protocol.Preparation;
import dev.mergesweep.evaluator.protocol.PreparedTexts;
import dev.mergesweep.evaluator.protocol.Protocol;
import dev.mergesweep.evaluator.tokenizer.Tokenizer;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a command line names.
 *
 * @param files paths and globs, a domain for each file; none where ids are given
 * @param tokenIds file of ids in place of texts
 * @param field of a row that holds the text; empty: the usual one
 * @param limit documents of each file
 */
record EvaluatedTexts(List<String> files, @Nullable String tokenIds, String field, int limit) {
    private static final List<Path> FOLDERS = List.of(Path.of(""));

    EvaluatedTexts {
        if (limit < 1) {
            throw new InputException(Place.of("--limit"), limit + " is no number of documents", "Use 1 or more");
        }
    }

    PreparedTexts prepare(Protocol protocol, Subject subject) throws IOException {
        if (tokenIds != null) {
            List<long[]> documents = TokenIds.read(shown(tokenIds), bytes(tokenIds));
            return Preparation.prepareIds(protocol, documents.subList(0, Math.min(limit, documents.size())));
        }
        try (Tokenizer tokenizer = Tokenizer.open(subject.tokenizer())) {
            Corpus corpus = new Corpus(FOLDERS, System.in, ChatTemplates.of(subject.tokenizer()));
            return Preparation.prepare(protocol, tokenizer, corpus.read(domains()), 0);
        }
    }

    /** A domain for every file that is named, or that a pattern matches. */
    List<TextFile> domains() throws IOException {
        Corpus corpus = new Corpus(FOLDERS, InputStream.nullInputStream());
        List<String> all = new ArrayList<>();
        for (String file : files) {
            all.addAll(corpus.files(file));
        }
        return all.stream()
                .map(file -> new TextFile(domain(file, all), file, field, limit))
                .toList();
    }

    /** The file's name up to its first dot; where two files share it, the path as it was given. */
    private static String domain(String file, List<String> all) {
        long equal =
                all.stream().filter(other -> stem(other).equals(stem(file))).count();
        return equal > 1 ? file : stem(file);
    }

    private static String stem(String file) {
        if (file.equals(TextFile.STANDARD_INPUT)) {
            return "stdin";
        }
        String name = file.substring(file.lastIndexOf('/') + 1);
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String shown(String file) {
        return file.equals(TextFile.STANDARD_INPUT) ? "<stdin>" : file;
    }

    private static byte[] bytes(String file) throws IOException {
        return file.equals(TextFile.STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
    }
}
