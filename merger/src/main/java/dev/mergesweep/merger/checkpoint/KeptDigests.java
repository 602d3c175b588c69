package dev.mergesweep.merger.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers the digests of a file's tensors between runs, by path, size and time stamp. It only saves time: where its folder
 * cannot be read or written, or holds nonsense, digests are computed.
 */
final class KeptDigests {
    /** A file changed this recently may change again within the same time stamp, so it is not remembered. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Path folder;
    private final InstantSource clock;

    KeptDigests(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    private record Kept(String file, long size, String modified, Map<String, String> tensors) {
        static Kept of(JsonNode json) {
            Map<String, String> tensors = new LinkedHashMap<>();
            json.path("tensors")
                    .properties()
                    .forEach(entry ->
                            tensors.put(entry.getKey(), entry.getValue().asString("")));
            return new Kept(
                    json.path("file").asString(""),
                    json.path("size").asLong(-1),
                    json.path("modified").asString(""),
                    tensors);
        }

        ObjectNode json() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("file", file).put("size", size).put("modified", modified);
            ObjectNode digests = json.putObject("tensors");
            tensors.forEach(digests::put);
            return json;
        }
    }

    /** The digests of the file's tensors by name, remembered or computed now. */
    Map<String, String> of(Path file, Supplier<Map<String, String>> compute) {
        try {
            Path real = file.toRealPath();
            Kept now = state(real, Map.of());
            Path note = folder.resolve(Digests.of(List.of(real.toString())) + ".json");
            Optional<Kept> kept =
                    read(note).filter(old -> state(now, old.tensors()).equals(old));
            if (kept.isPresent()) {
                return kept.get().tensors();
            }
            boolean settled = Files.getLastModifiedTime(real)
                    .toInstant()
                    .isBefore(clock.instant().minus(SETTLED));
            Map<String, String> digests = new TreeMap<>(compute.get());
            if (settled && state(real, digests).equals(state(now, digests))) {
                write(note, state(now, digests));
            }
            return digests;
        } catch (IOException e) {
            notRemembered(file, e);
            return compute.get();
        }
    }

    private static Kept state(Path real, Map<String, String> tensors) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        return new Kept(
                real.toString(),
                attributes.size(),
                attributes.lastModifiedTime().toString(),
                tensors);
    }

    private static Kept state(Kept now, Map<String, String> tensors) {
        return new Kept(now.file(), now.size(), now.modified(), tensors);
    }

    private static Optional<Kept> read(Path note) {
        try {
            return Optional.of(Kept.of(JsonTree.read(Files.readAllBytes(note))))
                    .filter(kept -> !kept.tensors().containsValue(""));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private void write(Path note, Kept kept) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "draft", ".json");
            try {
                Files.write(draft, JsonTree.plain(kept.json()));
                Files.move(draft, note, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | JacksonException e) {
            notRemembered(kept.file(), e);
        }
    }

    /** The logger is made here and not before: setting up logging takes longer than planning a merge. */
    private static void notRemembered(Object file, Exception reason) {
        LoggerFactory.getLogger(KeptDigests.class)
                .debug("Digests of {} are not remembered: {}", file, reason.toString());
    }
}
