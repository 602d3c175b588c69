package dev.mergesweep.sweep.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One writer a folder. The operating system holds the lock for the process, so it ends with the process, however that ends;
 * the number in the file only tells others whom to look for.
 */
final class RunLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final FileChannel channel;
    private final FileLock lock;

    private RunLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws StoreFailure where another process, or another run in this one, works in the folder */
    static RunLock take(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = attempt(channel);
            if (lock == null) {
                throw new StoreFailure(
                        folder,
                        worker(folder) + " works in this folder",
                        "Wait until it ends, or look at it with: mergesweep status " + folder);
            }
            channel.truncate(0);
            byte[] number = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(number), 0);
            return new RunLock(channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String worker(Path folder) throws IOException {
        String number = Files.readString(folder.resolve(FILE), StandardCharsets.US_ASCII)
                .strip();
        return number.isEmpty() ? "Another process" : "Process " + number;
    }

    /** Whether someone works in a folder, without disturbing them. */
    static boolean taken(Path folder) throws IOException {
        if (!Files.isWritable(folder.resolve(FILE))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.WRITE)) {
            FileLock lock = attempt(channel);
            if (lock != null) {
                lock.release();
            }
            return lock == null;
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
