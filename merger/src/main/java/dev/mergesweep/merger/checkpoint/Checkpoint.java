package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.TensorSource;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder with {@code config.json} and weights in safetensors files, mapped into memory. The files must not change while it is
 * in use; the mapping ends when nothing refers to it any more.
 */
public final class Checkpoint implements TensorSource {
    private final String name;
    private final Path folder;
    private final ObjectNode config;
    private final SequencedMap<String, Safetensors> files;
    private final SequencedMap<String, Header> headers = new LinkedHashMap<>();
    private final KeptDigests digests;
    private final Map<Path, Map<String, String>> identities = new ConcurrentHashMap<>();
    private final ReentrantLock hashing = new ReentrantLock();

    private Checkpoint(String name, Path folder, KeptDigests digests) {
        CheckpointFiles all = new CheckpointFiles(folder, name);
        this.name = name;
        this.folder = folder;
        this.config = all.config();
        this.files = all.tensors();
        this.digests = digests;
        files.forEach((tensor, file) -> headers.put(tensor, entry(tensor).header()));
    }

    /**
     * Opens a folder.
     *
     * @throws InputException where the folder holds no checkpoint or a broken one; every message names the file
     */
    public static Checkpoint open(Path folder) {
        return open(folder.toString(), folder);
    }

    /**
     * Opens a folder or, where there is none of that name, what the Hugging Face cache holds under it; {@code NAME@REVISION}
     * asks for a revision.
     *
     * @throws InputException where there is neither, or a broken one
     */
    public static Checkpoint open(String name) {
        return open(name, resolve(name));
    }

    private static Checkpoint open(String name, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    Place.of(name), "there is no such folder", "Name a folder that holds a checkpoint");
        }
        Path kept = ProgramCache.folder("digests-in-parts");
        return new Checkpoint(name, folder, new KeptDigests(kept, InstantSource.system()));
    }

    /** The folder that a name stands for, here or in the user's Hugging Face cache. @throws InputException where there is none */
    public static Path resolve(String name) {
        return resolve(name, HubCache.of(System.getenv(), home()));
    }

    /** The folder that a name stands for. @throws InputException where there is none */
    public static Path resolve(String name, HubCache cache) {
        Optional<Path> path = path(name);
        if (path.filter(Files::isDirectory).isPresent()) {
            return path.get();
        }
        int at = name.lastIndexOf('@');
        String revision = at < 0 ? "main" : name.substring(at + 1);
        return cache.snapshot(at < 0 ? name : name.substring(0, at), revision)
                .orElseThrow(() -> path.filter(Files::exists).isPresent()
                        ? new InputException(
                                Place.of(name),
                                "this is a file, and a checkpoint is a folder",
                                "Name the folder that holds its config.json")
                        : new InputException(
                                Place.of(name),
                                "this is neither a folder nor downloaded to %s".formatted(cache.root()),
                                "Check the path, or download it first: hf download " + name));
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    /** Where its files lie. */
    public Path folder() {
        return folder;
    }

    /** The tensor's bytes as they lie in the file: mapped, read-only, little-endian, not necessarily aligned. */
    public MemorySegment bytes(String tensor) {
        return file(tensor).bytes(entry(tensor));
    }

    @Override
    public Optional<MemorySegment> mapped(String tensor) {
        return Optional.of(bytes(tensor));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public ObjectNode config() {
        return config.deepCopy();
    }

    @Override
    public SequencedMap<String, Header> headers() {
        return Collections.unmodifiableSequencedMap(headers);
    }

    /** Digests of a file are computed with the first that is asked for, side by side, or remembered from an earlier run. */
    @Override
    public String identity(String tensor) {
        Safetensors file = file(tensor);
        Map<String, String> known = identities(file);
        // A note of an earlier version of the file with the same size and time stamp may lack the name.
        return Optional.ofNullable(known.get(tensor)).orElseGet(() -> digest(file, entry(tensor)));
    }

    /** Under a lock, not in {@code computeIfAbsent}: a thread that waits for its digests may help out with a task that asks here. */
    private Map<String, String> identities(Safetensors file) {
        Map<String, String> known = identities.get(file.file());
        if (known != null) {
            return known;
        }
        hashing.lock();
        try {
            Map<String, String> first = identities.get(file.file());
            Map<String, String> digested = first == null ? digests.of(file.file(), () -> compute(file)) : first;
            identities.put(file.file(), digested);
            return digested;
        } finally {
            hashing.unlock();
        }
    }

    private static Map<String, String> compute(Safetensors file) {
        return file.tensors().values().parallelStream()
                .collect(Collectors.toMap(TensorEntry::name, entry -> digest(file, entry)));
    }

    private static String digest(Safetensors file, TensorEntry entry) {
        return Digests.of(entry.header(), file.bytes(entry));
    }

    @Override
    public void read(String tensor, MemorySegment target) {
        MemorySegment bytes = bytes(tensor);
        if (target.byteSize() != bytes.byteSize()) {
            throw new IllegalArgumentException(
                    "%s has %d bytes, the target %d".formatted(tensor, bytes.byteSize(), target.byteSize()));
        }
        target.copyFrom(bytes);
    }

    @Override
    public Parts parts(String tensor) {
        MemorySegment bytes = bytes(tensor);
        return (from, part) -> part.copyFrom(bytes.asSlice(from, part.byteSize()));
    }

    private TensorEntry entry(String tensor) {
        return Optional.ofNullable(file(tensor).tensors().get(tensor)).orElseThrow();
    }

    private Safetensors file(String tensor) {
        Safetensors file = files.get(tensor);
        if (file == null) {
            throw new IllegalArgumentException("%s holds no tensor %s".formatted(name, tensor));
        }
        return file;
    }
}
