package dev.mergesweep.merger.checkpoint;

import dev.mergesweep.merger.yaml.DiskReason;
import dev.mergesweep.merger.yaml.InputException;
import dev.mergesweep.merger.yaml.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that appears under its name only when it is complete. Until then its files lie in a hidden folder beside it, under names that
 * nothing takes for a checkpoint; closing without {@link #commit} removes them. What a killed process leaves behind is removed by the next
 * one that writes the same folder.
 */
public final class AtomicFolder implements AutoCloseable {
    private static final String PARTIAL = ".partial";
    private static final String LAST = "config.json" + PARTIAL;

    private final Path target;
    private final Path draft;

    private AtomicFolder(Path target, Path draft) {
        this.target = target;
        this.draft = draft;
    }

    /**
     * @param target must not exist, or be an empty folder
     * @throws InputException where there is something already
     * @throws IOException where nothing can be written there
     */
    public static AtomicFolder create(Path target) throws IOException {
        Path whole = target.toAbsolutePath().normalize();
        Path name = whole.getFileName();
        Path parent = whole.getParent();
        if (name == null || parent == null || isTaken(whole)) {
            throw new InputException(
                    Place.of(target.toString()),
                    "there is something already",
                    "Name a folder that does not exist yet, or remove this one");
        }
        // Not formatted: the first number that is sets up the numbers of all languages.
        Path draft = parent.resolve(
                "." + name + PARTIAL + "-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(parent);
            removeAbandoned(parent, name.toString());
            Files.createDirectory(draft);
        } catch (FileSystemException e) {
            throw new FileSystemException(
                    target.toString(),
                    null,
                    "nothing can be written in " + parent + ": " + DiskReason.of(e)
                            + ". Check its permissions, or choose another folder");
        }
        return new AtomicFolder(whole, draft);
    }

    private static boolean isTaken(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return Files.exists(target);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
            return files.iterator().hasNext();
        }
    }

    private static void removeAbandoned(Path parent, String name) throws IOException {
        Pattern draft = Pattern.compile(Pattern.quote("." + name + PARTIAL + "-") + "(\\d{1,18})");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                Matcher matcher = draft.matcher(String.valueOf(entry.getFileName()));
                if (matcher.matches() && !isAnothers(Long.parseLong(matcher.group(1)))) {
                    remove(entry);
                }
            }
        }
    }

    private static boolean isAnothers(long pid) {
        return pid != ProcessHandle.current().pid() && ProcessHandle.of(pid).isPresent();
    }

    /** Where the folder will be, absolute. */
    Path target() {
        return target;
    }

    /**
     * Where to write a file of the folder until {@link #commit}.
     *
     * @param name without a folder
     */
    public Path file(String name) {
        return draft.resolve(name + PARTIAL);
    }

    /** Makes every file safe on the disk and gives files and folder their names: last the one without which nothing takes the rest for a checkpoint. */
    public void commit() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(draft)) {
            files = list.sorted(AtomicFolder::compare).toList();
        }
        for (Path file : files) {
            synchronise(file, StandardOpenOption.WRITE);
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            Files.move(file, file.resolveSibling(name.substring(0, name.length() - PARTIAL.length())));
        }
        synchronise(draft, StandardOpenOption.READ);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        Path parent = target.getParent();
        if (parent != null) {
            synchronise(parent, StandardOpenOption.READ);
        }
    }

    private static int compare(Path one, Path other) {
        int order = Boolean.compare(one.endsWith(LAST), other.endsWith(LAST));
        return order == 0 ? one.compareTo(other) : order;
    }

    private static void synchronise(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every file system lets a folder be opened or synchronised; its files are safe by then.
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        remove(draft);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
