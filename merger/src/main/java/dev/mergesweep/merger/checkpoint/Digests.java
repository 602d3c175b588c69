package dev.mergesweep.merger.checkpoint;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.mergesweep.merger.TensorSource.Header;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/** Identities of tensors: XXH3, 128 bits. Fast and without known weakness by accident; no defence against a forger. */
public final class Digests {
    /** Bytes that are hashed together. From an array, because access to memory segments is slow until it is compiled. */
    private static final int PART = 1 << 16;

    private Digests() {}

    /** The identity of a tensor that is given by its bytes: 32 hexadecimal digits over element type, shape and bytes. */
    public static String of(Header header, MemorySegment bytes) {
        HashStream128 stream = Hashing.xxh3_128().hashStream();
        stream.putString("tensor")
                .putString(header.type().name())
                .putString(header.shape().toString());
        byte[] part = new byte[(int) Math.min(PART, bytes.byteSize())];
        for (long at = 0; at < bytes.byteSize(); at += PART) {
            int length = (int) Math.min(PART, bytes.byteSize() - at);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, part, 0, length);
            stream.putBytes(part, 0, length);
        }
        return hex(stream.get());
    }

    /**
     * The identity of a tensor that is given by how it is computed. The parts are kept apart, and no list of parts has the
     * identity of a tensor's bytes.
     */
    public static String of(Iterable<String> recipe) {
        HashStream128 stream = Hashing.xxh3_128().hashStream();
        stream.putString("recipe");
        recipe.forEach(stream::putString);
        return hex(stream.get());
    }

    private static String hex(HashValue128 hash) {
        HexFormat digits = HexFormat.of();
        return digits.toHexDigits(hash.getMostSignificantBits()) + digits.toHexDigits(hash.getLeastSignificantBits());
    }
}
