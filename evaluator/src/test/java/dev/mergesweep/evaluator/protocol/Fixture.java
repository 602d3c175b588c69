package dev.mergesweep.evaluator.protocol;

import dev.mergesweep.evaluator.Domain;
import dev.mergesweep.evaluator.corpus.Corpus;
import dev.mergesweep.evaluator.corpus.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference values in {@code src/test/resources/protocols}; its README says what they are. */
public final class Fixture {
    public static final Path FOLDER = Path.of("src/test/resources/protocols");

    private Fixture() {}

    /** One file of {@code expected/}. */
    public static JsonNode expected(String protocol) {
        try {
            return JsonMapper.builder()
                    .build()
                    .readTree(Files.readAllBytes(FOLDER.resolve("expected/" + protocol + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases of one protocol: of every file whose name begins with it, so a new case is a new file. */
    public static Stream<JsonNode> cases(String protocol) {
        String[] files = FOLDER.resolve("expected").toFile().list((_, name) -> name.startsWith(protocol));
        return Stream.of(Objects.requireNonNull(files))
                .sorted()
                .map(file -> file.replace(".json", ""))
                .flatMap(file -> expected(file).path("cases").valueStream());
    }

    /** The folder of tokenizer {@code plain} or {@code bos}. */
    public static Path tokenizer(String name) {
        return FOLDER.resolve("tokenizer-" + name);
    }

    /** The five documents. */
    public static Domain documents() {
        return domain("documents.jsonl");
    }

    /** The same five as one text. */
    public static Domain stream() {
        return domain("stream.txt");
    }

    private static Domain domain(String file) {
        try {
            return new Corpus(List.of(FOLDER), InputStream.nullInputStream())
                    .read(List.of(new TextFile("fixture", file, "")))
                    .getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
