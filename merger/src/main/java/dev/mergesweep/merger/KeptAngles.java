package dev.mergesweep.merger;

import dev.mergesweep.merger.kernel.Angle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Remembers angles between merges of the same parents, in one file: a record for every pair of tensors, named by their content, so that what is
 * found fits whatever became of the parents. It only saves time: where the file cannot be read or written, or holds nonsense, angles are computed.
 *
 * <p>Records are appended one by one, each in a single write, so that several merges may do it at once. Safe for use by several threads.
 */
final class KeptAngles implements Angles.Store {
    private static final int KEY_BYTES = 32;
    private static final int RECORD_BYTES = KEY_BYTES + 3 * Double.BYTES;
    /** A file that has grown beyond this holds the pairs of many versions of the parents, and is begun again. */
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final Map<String, Angle> found;

    private KeptAngles(Path file, Map<String, Angle> found) {
        this.file = file;
        this.found = found;
    }

    /** @param file need not exist, nor its folder */
    static KeptAngles in(Path file) {
        try {
            ByteBuffer records = ByteBuffer.wrap(Files.readAllBytes(file));
            if (records.remaining() % RECORD_BYTES == 0 && records.remaining() <= LARGEST) {
                return new KeptAngles(file, read(records));
            }
            Files.delete(file);
        } catch (IOException e) {
            notRemembered(file, e);
        }
        return new KeptAngles(file, Map.of());
    }

    private static Map<String, Angle> read(ByteBuffer records) {
        Map<String, Angle> found = new HashMap<>();
        byte[] key = new byte[KEY_BYTES];
        while (records.hasRemaining()) {
            records.get(key);
            found.put(
                    new String(key, StandardCharsets.ISO_8859_1),
                    new Angle(records.getDouble(), records.getDouble(), records.getDouble()));
        }
        return found;
    }

    @Override
    public @Nullable Angle find(String key) {
        return found.get(key);
    }

    @Override
    public void keep(String key, Angle angle) {
        ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES)
                .put(key.getBytes(StandardCharsets.ISO_8859_1))
                .putDouble(angle.firstNorm())
                .putDouble(angle.secondNorm())
                .putDouble(angle.cosine());
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, record.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            notRemembered(file, e);
        }
    }

    /** The logger is made here and not before: setting up logging takes longer than planning a merge. */
    private static void notRemembered(Path file, IOException reason) {
        LoggerFactory.getLogger(KeptAngles.class).debug("Angles of {} are not remembered: {}", file, reason.toString());
    }
}
