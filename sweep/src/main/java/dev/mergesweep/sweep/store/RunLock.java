package dev.mergesweep.sweep.store;

import dev.mergesweep.merger.yaml.Hint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One writer a folder. The operating system holds the lock for the process, so it ends with the process, however that ends;
 * the number in the file only tells others whom to look for. A second lock beside it is a sign for those who only look: they
 * try it for a moment, and never stand in the way of one who comes to write.
 */
final class RunLock implements AutoCloseable {
    private static final String FILE = ".lock";
    private static final long WORK = Long.MAX_VALUE - 1;
    private static final long SIGN = WORK - 1;

    /** Folders that this process holds: on POSIX, closing any channel to a file would let go of its lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;
    private final List<FileLock> locks;

    private RunLock(Path folder, FileChannel channel, List<FileLock> locks) {
        this.folder = folder;
        this.channel = channel;
        this.locks = List.copyOf(locks);
    }

    /** @throws StoreFailure where another process, or another run in this one, works in the folder */
    static RunLock take(Path folder) throws IOException {
        if (!HELD.add(key(folder))) {
            throw inUse(folder, "Another run of this process");
        }
        try {
            return lock(folder);
        } catch (AccessDeniedException e) {
            HELD.remove(key(folder));
            throw new StoreFailure(folder, "cannot be written", "Check its permissions, or choose another with --run");
        } catch (FileSystemException e) {
            HELD.remove(key(folder));
            throw new StoreFailure(
                    folder,
                    "cannot be written: " + e.getReason(),
                    "Check the disk, or choose another folder with --run");
        } catch (IOException | RuntimeException e) {
            HELD.remove(key(folder));
            throw e;
        }
    }

    private static synchronized RunLock lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = attempt(channel);
            if (lock == null) {
                throw inUse(folder, worker(folder));
            }
            channel.truncate(0);
            byte[] number = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(number), 0);
            // Waits while someone looks.
            FileLock sign = channel.lock(SIGN, 1, false);
            return new RunLock(folder, channel, List.of(lock, sign));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static StoreFailure inUse(Path folder, String who) {
        return new StoreFailure(
                folder,
                who + " works in this folder",
                "Wait until it ends, or look at it with: " + Hint.of("status", folder));
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(WORK, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String worker(Path folder) throws IOException {
        long number = number(folder);
        return number < 0 ? "Another process" : "Process " + number;
    }

    private static long number(Path folder) throws IOException {
        String text = Files.readString(folder.resolve(FILE), StandardCharsets.US_ASCII)
                .strip();
        return text.matches("\\d+") ? Long.parseLong(text) : -1;
    }

    /** Number of the process that holds the lock of a folder, found out without disturbing it; -1 where it is free. */
    static synchronized long holder(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isReadable(file)) {
            return -1;
        }
        if (HELD.contains(key(folder))) {
            return ProcessHandle.current().pid();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock seen = channel.tryLock(SIGN, 1, true)) {
            return seen == null ? number(folder) : -1;
        }
    }

    private static Path key(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    @Override
    public void close() throws IOException {
        for (FileLock lock : locks.reversed()) {
            lock.release();
        }
        channel.close();
        HELD.remove(key(folder));
    }
}
