package dev.mergesweep.merger.checkpoint;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.mergesweep.merger.TensorSource.Header;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Identities of tensors: XXH3, 128 bits. Fast and without known weakness by accident; no defence against a forger.
 *
 * <p>A tensor is digested in parts of {@link #PART} bytes, each by itself: so several threads share a large one, and who has just computed a
 * part digests it before it leaves the cache.
 */
public final class Digests {
    /** Bytes of a part, all but the last. Part of what an identity means. */
    static final int PART = 1 << 19;

    /** Bytes that are hashed together. From an array, because access to memory segments is slow until it is compiled. */
    private static final int STRETCH = 1 << 15;

    private Digests() {}

    /** The identity of a tensor that is given by its bytes: 32 hexadecimal digits over element type, shape and bytes. */
    public static String of(Header header, MemorySegment bytes) {
        long size = bytes.byteSize();
        return of(
                header,
                LongStream.range(0, parts(size))
                        .parallel()
                        .map(part -> part * PART)
                        .mapToObj(from -> part(bytes.asSlice(from, Math.min(PART, size - from))))
                        .toList());
    }

    /** The same, of the digests of its parts in order. */
    static String of(Header header, List<HashValue128> parts) {
        HashStream128 stream = Hashing.xxh3_128().hashStream();
        put(stream, "tensor in parts");
        put(stream, header.type().name());
        put(stream, header.shape().toString());
        parts.forEach(part -> stream.putLong(part.getMostSignificantBits()).putLong(part.getLeastSignificantBits()));
        return hex(stream.get());
    }

    /** How many parts a tensor of so many bytes has. */
    static long parts(long bytes) {
        return (bytes + PART - 1) / PART;
    }

    /** The digest of one part. */
    static HashValue128 part(MemorySegment bytes) {
        HashStream128 stream = Hashing.xxh3_128().hashStream();
        byte[] stretch = new byte[STRETCH];
        MemorySegment target = MemorySegment.ofArray(stretch);
        for (long at = 0; at < bytes.byteSize(); at += STRETCH) {
            int length = (int) Math.min(STRETCH, bytes.byteSize() - at);
            MemorySegment.copy(bytes, at, target, 0, length);
            stream.putBytes(stretch, 0, length);
        }
        return stream.get();
    }

    /**
     * The identity of a tensor that is given by how it is computed. The parts are kept apart, and no list of parts has the
     * identity of a tensor's bytes.
     */
    public static String of(Iterable<String> recipe) {
        HashStream128 stream = Hashing.xxh3_128().hashStream();
        put(stream, "recipe");
        recipe.forEach(part -> put(stream, part));
        return hex(stream.get());
    }

    /** With its length, so that what follows is kept apart. As bytes: hashing a string's characters is slow until it is compiled. */
    private static void put(HashStream128 stream, String text) {
        stream.putByteArray(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(HashValue128 hash) {
        HexFormat digits = HexFormat.of();
        return digits.toHexDigits(hash.getMostSignificantBits()) + digits.toHexDigits(hash.getLeastSignificantBits());
    }
}
