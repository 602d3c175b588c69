package dev.mergesweep.merger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One folder of {@code src/test/resources/merges}: a recipe, and what mergekit made of it. A new case is a new folder.
 *
 * @param folder holds {@code recipe.yaml} and either {@code expected} or {@code expected_error.txt}
 */
public record MergeCase(Path folder) {
    private static final Path ROOT = Path.of("src/test/resources/merges");

    public static Stream<MergeCase> all() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            List<MergeCase> cases = folders.filter(folder -> Files.exists(folder.resolve("recipe.yaml")))
                    .sorted()
                    .map(MergeCase::new)
                    .toList();
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return folder.getFileName().toString();
    }

    /** The recipe, with the absolute path of the parents where the case asks for one. */
    public String recipe() {
        return withParents(text("recipe.yaml"));
    }

    public static String withParents(String text) {
        return text.replace(
                "${PARENTS}", ROOT.resolve("parents").toAbsolutePath().toString());
    }

    public boolean succeedsInMergekit() {
        return Files.isDirectory(expected());
    }

    /** Whether it is a mistake that must be refused, with the message in {@code refusal.txt}. */
    public boolean isRefused() {
        return Files.exists(folder.resolve("refusal.txt"));
    }

    public Path expected() {
        return folder.resolve("expected");
    }

    /** What mergekit did tensor by tensor. */
    public JsonNode schedule() {
        return json(folder.resolve("t.json"));
    }

    public String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a file that concerns all cases. */
    public static Stream<String> lines(String file) {
        return new MergeCase(ROOT).text(file).lines();
    }

    public static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    @Override
    public String toString() {
        return name();
    }
}
