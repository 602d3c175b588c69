package dev.mergesweep.merger.checkpoint;

import com.dynatrace.hash4j.hashing.ByteAccess;
import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.mergesweep.merger.TensorSource.Header;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

/** Identities of tensors: XXH3, 128 bits. Fast and without known weakness by accident; no defence against a forger. */
public final class Digests {
    private static final ByteAccess<MemorySegment> SEGMENT = ByteAccess.forMemorySegment(MemorySegment.class);

    private Digests() {}

    /** The identity of a tensor that is given by its bytes: 32 hexadecimal digits over element type, shape and bytes. */
    public static String of(Header header, MemorySegment bytes) {
        HashStream128 stream = Hashing.xxh3_128().hashStream();
        stream.putString("tensor")
                .putString(header.type().name())
                .putString(header.shape().toString());
        return hex(stream.putBytes(bytes, 0, bytes.byteSize(), SEGMENT).get());
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
