package dev.mergesweep.evaluator.corpus;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Bytes of a file as its author wrote them: gzip and zstd are recognised by their first bytes, whatever the name. */
final class Unpacked {
    private static final int GZIP = 0x8b1f;
    private static final int ZSTD = 0xfd2fb528;
    private static final int BUFFER = 1 << 16;

    private Unpacked() {}

    static InputStream of(InputStream file) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(file, BUFFER);
        buffered.mark(Integer.BYTES);
        byte[] start = buffered.readNBytes(Integer.BYTES);
        buffered.reset();
        int magic = 0;
        for (int i = start.length - 1; i >= 0; i--) {
            magic = (magic << Byte.SIZE) | (start[i] & 0xff);
        }
        if (start.length == Integer.BYTES && magic == ZSTD) {
            return new BufferedInputStream(new ZstdInputStream(buffered), BUFFER);
        }
        return (magic & 0xffff) == GZIP
                ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER)
                : buffered;
    }
}
